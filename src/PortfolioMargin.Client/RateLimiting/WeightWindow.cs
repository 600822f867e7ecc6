namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// Weight used in the exchange's current interval of one length, as far as its answers show. The owner takes care of threads.
/// </summary>
/// <remarks>
/// The interval is the earliest one the exchange can be in. An answer dated in a later one may tell of either: where the clocks
/// of the exchange's machines differ a little, the one that counts may not have come to it yet. So it counts for both.
/// </remarks>
internal sealed class WeightWindow(TimeSpan interval)
{
    /// <summary>The share of a limit that is used; the rest is for what other programs use unseen.</summary>
    public const double Share = 0.95;

    private const long Unknown = long.MinValue;

    private readonly int _ceiling = Math.Max(1, (int)(UsedWeight.LimitOf(interval) * Share));
    private long _index = Unknown;
    private int _reported;
    private long _aheadIndex = Unknown;
    private int _aheadReported;
    private int _unreported;
    private int _unreportedBefore;

    /// <summary>The interval's length.</summary>
    public TimeSpan Interval => interval;

    /// <summary>Weight used so far, without what is in flight.</summary>
    public int Used => Math.Max(_reported, _aheadReported) + _unreported + _unreportedBefore;

    /// <summary>When the next interval begins in which the reports so far do not count, in ticks of the exchange's clock.</summary>
    public long NextBegins => ((_aheadReported > _reported ? _aheadIndex : _index) + 1) * interval.Ticks;

    /// <summary>Whether one more request fits.</summary>
    public bool HasRoom(int inFlight) => Used + inFlight < _ceiling;

    /// <summary>Goes to the interval that the exchange's clock has come to; if that clock was set back, with all that was counted.</summary>
    /// <param name="earliestTicks">The earliest time the exchange's clock can show.</param>
    /// <returns>Whether a new interval began.</returns>
    public bool MoveTo(long earliestTicks)
    {
        long index = earliestTicks / interval.Ticks;
        if (index <= _index)
        {
            _index = index;
            return false;
        }

        // What seems sent at the end of an interval may count in the next: our idea of the exchange's clock is late, never early.
        _unreportedBefore = _index == Unknown || index == _index + 1 ? _unreported : 0;
        _unreported = 0;
        _reported = _aheadIndex >= index ? _aheadReported : 0;
        _aheadReported = _aheadIndex > index ? _aheadReported : 0;
        _index = index;
        return true;
    }

    /// <summary>Takes a report into account. Answers come out of order: within an interval the largest report is the last one made.</summary>
    /// <param name="dateTicks">When the exchange made it, by its own clock.</param>
    /// <param name="weight">The weight it counted.</param>
    public void Report(long dateTicks, int weight)
    {
        long index = dateTicks / interval.Ticks;
        if (index > _index)
        {
            _aheadIndex = Math.Max(_aheadIndex, index);
            _aheadReported = Math.Max(_aheadReported, weight);
        }
        else if (index == _index)
        {
            _reported = Math.Max(_reported, weight);
        }
    }

    /// <summary>A request was sent of which no report came: it may have been counted, so it is.</summary>
    public void CountUnreported() => _unreported++;

    /// <summary>Forgets which interval it is: so far that was a guess by the local clock.</summary>
    public void ForgetInterval() => (_index, _aheadIndex, _aheadReported) = (Unknown, Unknown, 0);
}
