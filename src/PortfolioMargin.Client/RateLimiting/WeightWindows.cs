namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// All weight windows of one host, the weight in flight, and the exchange's clock that turns the windows.
/// Not thread-safe: the rate limiter's lock guards it.
/// </summary>
/// <remarks>
/// In each window: weight reported + weight sent without a report + weight in flight + weight of the request ≤ 95 % of the limit.
/// A window turns at the earliest time that the exchange's clock can show (by its <c>Date</c> headers), less one second, because
/// the exchange's machines need not agree to the second. Times are ticks of the rate limiter's own clock unless a name says otherwise.
/// </remarks>
internal sealed class WeightWindows
{
    /// <summary>The most windows that are kept.</summary>
    public const int MaximumCount = 8;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ClockOffsetBounds _exchangeClock = new();
    private readonly WeightWindow _minute = new(TimeSpan.FromMinutes(1));
    private readonly List<WeightWindow> _windows;
    private long _inFlight;

    public WeightWindows(TimeProvider time)
    {
        _time = time;
        _windows = [_minute];
    }

    /// <summary>Whether a response has come since the exchange's current minute began.</summary>
    public bool IsMinuteKnown { get; private set; }

    /// <summary>The first window that has no room for a request of this weight, or <see langword="null"/>.</summary>
    public WeightWindow? FindFull(int weight, TimeSpan now)
    {
        Advance(now);
        return _windows.Find(window => !window.HasRoomFor(_inFlight, weight));
    }

    /// <summary>How long until the reports of a window no longer count.</summary>
    public TimeSpan TimeUntilFree(WeightWindow window, TimeSpan now) => TimeSpan.FromTicks(window.NextBegins - ExchangeTicks(now));

    /// <summary>How long until the exchange's next minute, seen from a response.</summary>
    public TimeSpan TimeUntilNextMinute(DateTimeOffset? date, TimeSpan now)
    {
        long exchange = ExchangeTicks(now);
        long minute = Math.Max(exchange, Math.Min(date?.UtcTicks ?? 0, exchange + TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerMinute;
        return TimeSpan.FromTicks(((minute + 1) * TimeSpan.TicksPerMinute) - exchange);
    }

    /// <summary>Counts a request as in flight.</summary>
    public void Begin(int weight) => _inFlight += weight;

    /// <summary>Ends a request that was in flight.</summary>
    public void End(int weight) => _inFlight -= weight;

    /// <summary>Takes a response into account, or the lack of one.</summary>
    /// <param name="weight">The weight of the request.</param>
    /// <param name="feedback">The response.</param>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="received">When the response was received.</param>
    /// <param name="now">The time now.</param>
    public void Count(int weight, in ResponseFeedback feedback, TimeSpan sent, TimeSpan received, TimeSpan now)
    {
        if (feedback.Date is { } date)
        {
            ObserveDate(date, sent, received);
        }

        foreach (UsedWeight used in feedback.Weights)
        {
            if (_windows.Count < MaximumCount && !_windows.Exists(window => window.Interval == used.Interval))
            {
                _windows.Add(new WeightWindow(used.Interval));
            }
        }

        Advance(now);
        foreach (WeightWindow window in _windows)
        {
            int reported = Array.FindIndex(feedback.Weights, used => used.Interval == window.Interval);
            if (reported < 0)
            {
                window.CountUnreported(weight);
            }
            else
            {
                window.Report(feedback.Date?.UtcTicks ?? ExchangeTicks(now), feedback.Weights[reported].Weight);
            }
        }

        IsMinuteKnown |= feedback.Date is not null || feedback.Weights.Length > 0;
    }

    private void ObserveDate(DateTimeOffset date, TimeSpan sent, TimeSpan received)
    {
        if (!_exchangeClock.Known)
        {
            // Until now the interval was a guess by the local clock.
            _windows.ForEach(static window => window.Reset());
        }

        _exchangeClock.Observe(date, sent.Ticks, received.Ticks);
    }

    private void Advance(TimeSpan now)
    {
        long exchange = ExchangeTicks(now);
        foreach (WeightWindow window in _windows)
        {
            if (window.AdvanceTo(exchange) && window == _minute)
            {
                IsMinuteKnown = false;
            }
        }

        _windows.RemoveAll(window => window.IsAbandoned && window != _minute);
    }

    /// <summary>The earliest time that the exchange's clock can show, less a margin. Without any <c>Date</c> the local clock has to do.</summary>
    private long ExchangeTicks(TimeSpan now) =>
        (_exchangeClock.Known ? _exchangeClock.Earliest(now.Ticks) : _time.GetUtcNow().UtcTicks) - Margin.Ticks;
}
