namespace PortfolioMargin;

/// <summary>
/// Places in the exchange's own list of margin orders, as it stands when each page is read. On a list that moves meanwhile every order
/// comes at most once, and no more is promised.
/// </summary>
public sealed class ForceOrderPageQuery
{
    /// <summary>The largest page the exchange serves (documentation: "Max:100").</summary>
    public const int MaximumPageSize = 100;

    /// <summary>The page the exchange serves when none is named (documentation: "Default:10").</summary>
    public const int DefaultPageSize = 10;

    /// <summary>Sent as <c>startTime</c>; <see langword="null"/> is not sent.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Sent as <c>endTime</c>; <see langword="null"/> is not sent.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How many rows of the exchange's list to pass over.</summary>
    public ulong Skip { get; init; }

    /// <summary>How many rows to return at most.</summary>
    public ulong Take { get; init; } = DefaultPageSize;

    /// <summary>Rows in a page, 1 to 100; <see langword="null"/> picks the size that needs the fewest requests.</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether <see cref="IForceOrderReader.TotalCount"/> must be known, at the price of a request if need be.</summary>
    public bool IncludeTotalCount { get; init; }

    /// <summary>Requests in flight at most, 1 to 64; <see langword="null"/> leaves it to what the exchange welcomes.</summary>
    public int? ThrottleLimit { get; init; }
}
