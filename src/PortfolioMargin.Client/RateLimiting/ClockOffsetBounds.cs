namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// What <c>Date</c> headers show of the exchange's clock. A header tells whole seconds, stamped between our sending and our
/// receiving: so at the time of receiving the exchange's clock stood at <c>Date</c> or later, and at the time of sending before
/// <c>Date</c> + 1 s. Answers narrow the bounds; one that contradicts them (a clock was set, a machine slept) starts them anew.
/// </summary>
/// <remarks>Local readings are ticks of whatever local clock the owner uses. The owner takes care of threads.</remarks>
internal sealed class ClockOffsetBounds
{
    private long _lower;
    private long _upper;

    /// <summary>Whether any answer was seen.</summary>
    public bool Known { get; private set; }

    /// <summary>Takes one answer into account.</summary>
    /// <param name="date">The answer's <c>Date</c>.</param>
    /// <param name="sentTicks">The local clock when the request was sent.</param>
    /// <param name="receivedTicks">The local clock when the answer's headers were there.</param>
    public void Observe(DateTimeOffset date, long sentTicks, long receivedTicks)
    {
        long lower = date.UtcTicks - receivedTicks;
        long upper = date.UtcTicks + TimeSpan.TicksPerSecond - sentTicks;
        if (!Known || lower > _upper || upper < _lower)
        {
            (_lower, _upper, Known) = (lower, upper, true);
            return;
        }

        _lower = Math.Max(_lower, lower);
        _upper = Math.Min(_upper, upper);
    }

    /// <summary>The middle of the bounds: the likeliest value of the exchange's clock minus ours, in ticks.</summary>
    public long Middle => _lower + ((_upper - _lower) / 2);

    /// <summary>Whether the exchange's clock minus ours can be this many ticks.</summary>
    public bool Allows(long offset) => offset >= _lower && offset <= _upper;

    /// <summary>The earliest the exchange's clock can stand at, in UTC ticks.</summary>
    public long Earliest(long localTicks) => localTicks + _lower;

    /// <summary>The latest the exchange's clock can stand at, in UTC ticks.</summary>
    public long Latest(long localTicks) => localTicks + _upper;

    /// <summary>A guess at the exchange's clock in UTC ticks, moved to the nearest time the bounds allow.</summary>
    public long Clamp(long guess, long localTicks) =>
        Known ? Math.Max(localTicks + _lower, Math.Min(guess, localTicks + _upper)) : guess;
}
