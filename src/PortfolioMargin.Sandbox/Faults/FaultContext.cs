using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Limits;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>What a fault can read and change: the exchange, and the request that it happens to.</summary>
/// <param name="Options">The exchange's options.</param>
/// <param name="Clock">The exchange's clock.</param>
/// <param name="Meter">The exchange's limits.</param>
/// <param name="List">The list that is asked for; the margin list when the request asks for none.</param>
/// <param name="RequestNumber">The request's number, from 1.</param>
internal sealed record FaultContext(SandboxOptions Options, ExchangeClock Clock, WeightMeter Meter, MarketOrders List, int RequestNumber)
{
    private const ulong FaultStream = 20;

    /// <summary>A seed for what is random at this request: the same for the same options and the same request.</summary>
    public long Seed => unchecked((long)SplitMix64.ForItem(Options.Seed, FaultStream, RequestNumber).Next());

    public SandboxResponse LimitResponse(TimeSpan? retryAfter)
    {
        SandboxResponse response = LimitResponse();
        return retryAfter is { } delay ? response.WithRetryAfter(delay) : response;
    }

    public SandboxResponse LimitResponseWithDate(TimeSpan delay)
    {
        // A date has whole seconds: rounded up, so that a client that waits for it is served again.
        DateTimeOffset date = Clock.Now + delay + TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1);
        return LimitResponse().WithRetryAfter(date);
    }

    public SandboxResponse BanResponse(TimeSpan retryAfter) =>
        SandboxResponse.Of(ExchangeErrors.Ban(Clock.Now + retryAfter)).WithRetryAfter(retryAfter);

    private SandboxResponse LimitResponse() =>
        SandboxResponse.Of(ExchangeErrors.WeightLimit(Options.WeightLimit, WeightHeader.InWords(Options.WeightInterval)));
}
