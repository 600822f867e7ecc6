namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// A fixed-window counter: the weight used in the exchange's current interval of one length, as far as its responses tell.
/// Not thread-safe: the rate limiter's lock guards it.
/// </summary>
/// <remarks>
/// The current interval is the earliest one that the exchange can be in. A response dated in the next one can mean either: the
/// exchange's machines have slightly different clocks, and the machine that counts may be late. So it counts for both.
/// </remarks>
internal sealed class WeightWindow(TimeSpan interval)
{
    /// <summary>The share of a limit that this process uses. The rest is for other programs behind the same IP address.</summary>
    public const double Share = 0.95;

    private const long Unknown = long.MinValue;

    private readonly int _maximum = Math.Max(1, (int)(UsedWeight.LimitOf(interval) * Share));
    private long _index = Unknown;
    private long _reported;
    private long _nextIndex = Unknown;
    private long _nextReported;
    private bool _hasReport;
    private long _unreported;
    private long _unreportedBefore;

    /// <summary>The interval's length.</summary>
    public TimeSpan Interval => interval;

    /// <summary>The weight used so far, without requests in flight.</summary>
    public long Used => Math.Max(_reported, _nextReported) + _unreported + _unreportedBefore;

    /// <summary>The start of the first interval in which the reports so far do not count, in ticks of the exchange's clock.</summary>
    public long NextBegins => ((_nextReported > _reported ? _nextIndex : _index) + 1) * interval.Ticks;

    /// <summary>Whether a request fits. One that is heavier than the whole limit fits into an empty interval.</summary>
    /// <param name="weightInFlight">The weight of the requests in flight.</param>
    /// <param name="weight">The request's weight.</param>
    public bool HasRoomFor(long weightInFlight, int weight) => Used + weightInFlight + weight <= Math.Max(_maximum, weight);

    /// <summary>
    /// Whether a whole interval went by without a report. The exchange does not count by such an interval, or not any more.
    /// </summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>
    /// Advances to the interval of the exchange's clock. When that clock was set back, what was counted is kept for the interval
    /// that it is in now, and nothing is kept for later ones.
    /// </summary>
    /// <param name="earliestTicks">The earliest time that the exchange's clock can show.</param>
    /// <returns>Whether a new interval began.</returns>
    public bool AdvanceTo(long earliestTicks)
    {
        long index = earliestTicks / interval.Ticks;
        if (index <= _index)
        {
            if (index < _index)
            {
                (_index, _nextIndex, _nextReported) = (index, Unknown, 0);
            }

            return false;
        }

        IsAbandoned = _index != Unknown && (!_hasReport || index > _index + 1);
        _hasReport = false;

        // The exchange's clock is estimated late, never early: a request sent at the end of an interval may count in the next one.
        _unreportedBefore = _index == Unknown || index == _index + 1 ? _unreported : 0;
        _unreported = 0;
        _reported = _nextIndex >= index ? _nextReported : 0;
        _nextReported = _nextIndex > index ? _nextReported : 0;
        _index = index;
        return true;
    }

    /// <summary>Takes a report into account. Responses arrive out of order: the largest report of an interval is the latest one.</summary>
    /// <param name="dateTicks">When the exchange made the report, by its own clock.</param>
    /// <param name="weight">The weight that the exchange had counted.</param>
    public void Report(long dateTicks, int weight)
    {
        _hasReport = true;
        long index = dateTicks / interval.Ticks;
        if (index > _index)
        {
            // No later than the next interval: the exchange's machines do not differ by more than a second.
            _nextIndex = _index + 1;
            _nextReported = Math.Max(_nextReported, weight);
        }
        else if (index == _index)
        {
            _reported = Math.Max(_reported, weight);
        }
    }

    /// <summary>Counts a request that was sent and for which no report came.</summary>
    public void CountUnreported(int weight) => _unreported += weight;

    /// <summary>Forgets which interval it is. The requests without a report still count.</summary>
    public void Reset() => (_index, _nextIndex, _nextReported) = (Unknown, Unknown, 0);
}
