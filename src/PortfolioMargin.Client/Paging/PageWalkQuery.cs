namespace PortfolioMargin.Client.Paging;

/// <summary>Which orders are wanted: a window of time, and a range of rows in the exchange's own order.</summary>
internal sealed class PageWalkQuery
{
    /// <summary>The largest page the exchange serves (its page's documentation: "Max:100").</summary>
    public const int MaximumPageSize = 100;

    /// <summary>The page the exchange serves when none is named (documentation: "Default:10").</summary>
    public const int DefaultPageSize = 10;

    /// <summary>The most pages that are asked for at once.</summary>
    public const int MaximumThrottleLimit = 16;

    /// <summary>Pages asked for at once when nothing is said.</summary>
    public const int DefaultThrottleLimit = 8;

    /// <summary>Only orders updated at or after this time; <see langword="null"/> leaves it to the exchange.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Only orders updated at or before this time; <see langword="null"/> means up to the moment the walk begins.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How many rows of the exchange's list to pass over.</summary>
    public ulong Skip { get; init; }

    /// <summary>How many rows to return at most; <see langword="null"/> means all, proven complete.</summary>
    public ulong? Take { get; init; }

    /// <summary>Rows in a page, 1 to 100; <see langword="null"/> picks the size that needs the fewest requests.</summary>
    public int? PageSize { get; init; }

    /// <summary>Pages in flight at once, 1 to 16.</summary>
    public int ThrottleLimit { get; init; } = DefaultThrottleLimit;

    /// <summary>Whether <see cref="IForceOrderReader.TotalCount"/> must be known, at the price of a request if need be.</summary>
    public bool IncludeTotalCount { get; init; }
}
