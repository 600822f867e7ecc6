using PortfolioMargin.Sandbox.Http;

namespace PortfolioMargin.Sandbox.Limits;

/// <summary>What the meter decides about a request.</summary>
/// <param name="Used">The weight used in the present interval, this request's included.</param>
/// <param name="State">Whether the request is served.</param>
/// <param name="Until">When the limit or the ban ends, by the exchange's clock; meaningless when the request is served.</param>
internal readonly record struct MeterReading(long Used, MeterState State, DateTimeOffset Until);

/// <summary>Whether a request is served.</summary>
internal enum MeterState
{
    /// <summary>It is served.</summary>
    Open,

    /// <summary>HTTP 429.</summary>
    Limited,

    /// <summary>HTTP 418.</summary>
    Banned,
}

/// <summary>Counts weight per clock interval. Requests over the limit get 429; clients that keep sending are banned (418).</summary>
internal sealed class WeightMeter(SandboxOptions options, ExchangeClock clock)
{
    private readonly object _lock = new();
    private readonly SortedDictionary<DateTimeOffset, long> _usedByInterval = [];
    private DateTimeOffset _limitedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _bannedUntil = DateTimeOffset.MinValue;
    private int _forgiven;
    private int _bans;

    /// <summary>The weight used in each interval that had a request, by the interval's beginning on the exchange's clock; without that of others.</summary>
    public IReadOnlyDictionary<DateTimeOffset, long> UsedByInterval
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<DateTimeOffset, long>(_usedByInterval);
            }
        }
    }

    /// <summary>Counts a request.</summary>
    public MeterReading Count(int weight)
    {
        lock (_lock)
        {
            DateTimeOffset interval = IntervalOf(clock.Now);
            _usedByInterval.TryGetValue(interval, out long own);
            _usedByInterval[interval] = own + weight;
            long used = own + weight + options.WeightUsedByOthers;

            DateTimeOffset now = clock.TrueNow;
            if (now < _limitedUntil && now >= _bannedUntil && ++_forgiven > options.RequestsForgivenAfterLimit)
            {
                BanFor(options.BanDurations[Math.Min(_bans, options.BanDurations.Count - 1)]);
            }

            if (now < _bannedUntil)
            {
                return new MeterReading(used, MeterState.Banned, _bannedUntil + clock.Offset);
            }

            if (now >= _limitedUntil && used > options.WeightLimit)
            {
                StartLimit(interval + options.WeightInterval - clock.Now);
            }

            return now < _limitedUntil
                ? new MeterReading(used, MeterState.Limited, _limitedUntil + clock.Offset)
                : new MeterReading(used, MeterState.Open, default);
        }
    }

    /// <summary>Refuses everything for a while, as if the next request had broken the limit.</summary>
    public void LimitFor(TimeSpan duration)
    {
        lock (_lock)
        {
            StartLimit(duration);
            _forgiven--;
        }
    }

    /// <summary>Bans for a while, as if a client had kept sending after a refusal.</summary>
    public void BanFor(TimeSpan duration)
    {
        lock (_lock)
        {
            _bannedUntil = clock.TrueNow + duration;
            _limitedUntil = DateTimeOffset.MinValue;
            _bans++;
        }
    }

    private void StartLimit(TimeSpan duration)
    {
        _limitedUntil = clock.TrueNow + duration;
        _forgiven = 0;
    }

    private DateTimeOffset IntervalOf(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % options.WeightInterval.Ticks), TimeSpan.Zero);
}
