using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>The moment a read, or a look at what changed since, began: by the exchange's clock, once that is known well enough.</summary>
internal readonly struct ReadStart
{
    private readonly IExchangeClock _clock;
    private readonly long _elapsed;

    private ReadStart(IExchangeClock clock)
    {
        _clock = clock;
        _elapsed = clock.Elapsed;
    }

    /// <summary>Now.</summary>
    public static ReadStart Now(IExchangeClock clock) => new(clock);

    /// <summary>
    /// The earliest time the exchange's clock can have shown at that moment, in Unix milliseconds. What is known of that clock grows with
    /// each response, so ask late.
    /// </summary>
    public long Earliest => _clock.Earliest - (_clock.Elapsed - _elapsed) - 1;

    /// <summary>The latest time it can have shown.</summary>
    public long Latest => _clock.Latest - (_clock.Elapsed - _elapsed) + 1;
}
