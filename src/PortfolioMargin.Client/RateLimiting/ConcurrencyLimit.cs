namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// How many requests may be in flight at once, as far as responses have shown that they are welcome.
/// Not thread-safe: the rate limiter's lock guards it.
/// </summary>
internal sealed class ConcurrencyLimit
{
    /// <summary>The limit at the beginning, and until the first response of a minute tells the weight used.</summary>
    public const int Initial = 16;

    /// <summary>The highest limit.</summary>
    public const int Maximum = 64;

    private int _limit = Initial;

    /// <summary>How many requests are in flight.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether one more may be in flight.</summary>
    /// <param name="isMinuteKnown">Whether a response has told the weight used in the exchange's current minute.</param>
    public bool HasRoom(bool isMinuteKnown) => InFlight < (isMinuteKnown ? _limit : Math.Min(_limit, Initial));

    /// <summary>Counts a request as in flight.</summary>
    public void Begin() => InFlight++;

    /// <summary>Ends a request that was in flight.</summary>
    public void End() => InFlight--;

    /// <summary>A response was good: one more is welcome.</summary>
    public void Raise() => _limit = Math.Min(Maximum, _limit + 1);

    /// <summary>The exchange is overloaded: half as many as there are.</summary>
    public void Halve() => _limit = Math.Max(1, Math.Min(_limit, InFlight) / 2);

    /// <summary>The exchange asked for a pause: after it one request goes first and shows whether more are welcome.</summary>
    public void StartAgain() => _limit = 1;
}
