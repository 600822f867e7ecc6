namespace PortfolioMargin;

/// <summary>A complete list: every forced order of one market in a window of time.</summary>
public sealed class ForceOrderQuery
{
    /// <summary>The most requests in flight that a caller can ask for.</summary>
    public const int MaximumThrottleLimit = 64;

    /// <summary>Which list.</summary>
    public ForceOrderMarket Market { get; init; }

    /// <summary>Only orders updated at or after this time; <see langword="null"/> leaves it to <see cref="WindowLength"/>, or to the exchange.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Only orders updated at or before this time; <see langword="null"/> means up to now.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>
    /// Without <see cref="StartTime"/>: the window begins this long before its end. <see langword="null"/> names no start, and the exchange
    /// decides how far back its list reaches; only the margin list can be read so.
    /// </summary>
    public TimeSpan? WindowLength { get; init; }

    /// <summary>One symbol: sent where the endpoint takes it, applied to the rows where it does not.</summary>
    public string? Symbol { get; init; }

    /// <summary>One kind; only for futures.</summary>
    public AutoCloseType? AutoCloseType { get; init; }

    /// <summary>
    /// The newest so many orders, newest first, instead of all from the oldest; read from the newest part of the window back.
    /// </summary>
    public int? Newest { get; init; }

    /// <summary>Orders to pass over.</summary>
    public ulong Skip { get; init; }

    /// <summary>The most orders to return; <see langword="null"/> returns all.</summary>
    public ulong? Take { get; init; }

    /// <summary>
    /// Whether <see cref="IForceOrderReader.TotalCount"/> must be known with the first batch. The whole window is read before it is
    /// returned then.
    /// </summary>
    public bool IncludeTotalCount { get; init; }

    /// <summary>Requests in flight at most, 1 to 64; <see langword="null"/> leaves it to what the exchange welcomes.</summary>
    public int? ThrottleLimit { get; init; }
}
