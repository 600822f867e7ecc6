namespace PortfolioMargin.Client.Transport;

/// <summary>Weight used in the exchange's current interval of one length, as far as its answers show. The owner takes care of threads.</summary>
internal sealed class WeightCounter(TimeSpan interval)
{
    /// <summary>The share of a limit that is used; the rest is for what other programs use unseen, and for clocks that differ.</summary>
    public const double Share = 0.95;

    /// <summary>Answers can be this late without the exchange's clock having been set back.</summary>
    private static readonly long Lateness = TimeSpan.FromMinutes(2).Ticks;

    private readonly int _ceiling = Math.Max(1, (int)(UsedWeight.LimitOf(interval) * Share));
    private long _index = long.MinValue;
    private int _reported;
    private int _unreported;
    private int _unreportedBefore;

    /// <summary>The interval's length.</summary>
    public TimeSpan Interval => interval;

    /// <summary>Weight used so far, without what is in flight.</summary>
    public int Used => _reported + _unreported + _unreportedBefore;

    /// <summary>Whether one more request fits.</summary>
    public bool HasRoom(int inFlight) => Used + inFlight < _ceiling;

    /// <summary>When the interval after the current one begins, in ticks of the exchange's clock.</summary>
    public long NextBegins(long exchangeTicks) => (Math.Max(_index, exchangeTicks / interval.Ticks) + 1) * interval.Ticks;

    /// <summary>Begins a new interval when the exchange's clock has come to one.</summary>
    /// <returns>Whether it did.</returns>
    public bool Advance(long exchangeTicks)
    {
        long index = exchangeTicks / interval.Ticks;
        if (index <= _index)
        {
            return false;
        }

        // Our idea of the exchange's clock is late, never early: what seems sent at the end of an interval may count in the next.
        _unreportedBefore = index == _index + 1 ? _unreported : 0;
        (_index, _reported, _unreported) = (index, 0, 0);
        return true;
    }

    /// <summary>Takes a report into account. Answers come out of order: within an interval the largest report is the last one made.</summary>
    /// <param name="dateTicks">When the exchange made it, by its own clock.</param>
    /// <param name="weight">The weight it counted.</param>
    public void Report(long dateTicks, int weight)
    {
        Advance(dateTicks);
        long index = dateTicks / interval.Ticks;
        if (index == _index)
        {
            _reported = Math.Max(_reported, weight);
        }
        else if ((_index - index - 1) * interval.Ticks > Lateness)
        {
            (_index, _reported, _unreportedBefore) = (index, weight, 0);
        }
    }

    /// <summary>A request was sent of which no report came: it may have been counted, so it is.</summary>
    public void CountUnreported() => _unreported++;

    /// <summary>Forgets which interval it is: so far that was a guess by the local clock.</summary>
    public void ForgetInterval() => _index = long.MinValue;
}
