namespace PortfolioMargin.Client.Paging;

/// <summary>
/// The window that every request of a walk asks for. Without an end it would end at a different moment for each of them: so it is given
/// one, the exchange's time as far as it is known.
/// </summary>
internal sealed class WindowPin
{
    /// <summary>The exchange's <c>Date</c> header has whole seconds: a smaller lag of our clock cannot be told from none.</summary>
    private static readonly TimeSpan ClockResolution = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _assumedOffset;
    private bool _isFinal;

    /// <summary>Pins a query's window.</summary>
    /// <param name="query">The query.</param>
    /// <param name="time">Our clock.</param>
    /// <param name="exchangeNow">The time by the exchange's clock, as far as it is known.</param>
    public WindowPin(PageWalkQuery query, TimeProvider time, DateTimeOffset exchangeNow)
    {
        long? start = query.StartTime?.ToUnixTimeMilliseconds();
        long now = exchangeNow.ToUnixTimeMilliseconds();
        _time = time;
        _assumedOffset = exchangeNow - time.GetUtcNow();
        _isFinal = query.EndTime is not null;
        Window = new TimeWindow(start, query.EndTime?.ToUnixTimeMilliseconds() ?? Math.Max(now, start ?? now));
    }

    /// <summary>The window.</summary>
    public TimeWindow Window { get; private set; }

    /// <summary>
    /// Pins the end anew, by the exchange's clock, when an answer shows that our clock lags: the end that was pinned lies in the past then,
    /// and would hide the newest orders.
    /// </summary>
    /// <returns>Whether it did; what was read so far is to be read again.</returns>
    public bool Correct(ForceOrderPage page)
    {
        if (_isFinal || page.ServerTime is not { } server)
        {
            return false;
        }

        _isFinal = true;
        if (server - (_time.GetUtcNow() + _assumedOffset) <= ClockResolution)
        {
            return false;
        }

        Window = Window with { End = Math.Max(Window.End!.Value, (server + ClockResolution).ToUnixTimeMilliseconds()) };
        return true;
    }
}
