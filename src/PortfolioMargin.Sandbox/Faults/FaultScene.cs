using PortfolioMargin.Sandbox.Limits;
using PortfolioMargin.Sandbox.Orders;
using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>What a fault may look at and change: the exchange, and the request it happens to.</summary>
internal sealed record FaultScene(SandboxOptions Options, ExchangeClock Clock, OrderList Orders, OrderArrivals Arrivals, WeightMeter Meter)
{
    public int RequestNumber { get; init; }

    public Answer LimitAnswer(TimeSpan? retryAfter)
    {
        Answer answer = Refusal.Limit(Options.WeightLimit, Options.WeightInterval);
        return retryAfter is { } delay ? answer.WithRetryAfter(delay) : answer;
    }

    public Answer LimitAnswerWithDate(TimeSpan delay)
    {
        // A date has whole seconds: rounded up, so that who waits for it is welcome again.
        DateTimeOffset date = Clock.Now + delay + TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1);
        return Refusal.Limit(Options.WeightLimit, Options.WeightInterval).WithRetryAfter(date);
    }

    public Answer BanAnswer(TimeSpan retryAfter) => Refusal.Ban(Clock.Now + retryAfter).WithRetryAfter(retryAfter);
}
