namespace PortfolioMargin;

/// <summary>One attempt at one request.</summary>
public sealed class RequestReport
{
    /// <summary>The path requested, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The page's number, from 1; <see langword="null"/> when the request named none.</summary>
    public long? Page { get; init; }

    /// <summary>How many pages there are by the exchange's own count, when it says.</summary>
    public long? PageCount { get; init; }

    /// <summary>The start of the window requested, when the request named one.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>The end of the window requested, when the request named one.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>Rows received; <see langword="null"/> when the attempt failed.</summary>
    public int? Rows { get; init; }

    /// <summary>From sending to the last byte.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the attempt cost of the limit of its minute.</summary>
    public int Weight { get; init; }

    /// <summary>Weight used in this minute, as the exchange reported it with this response.</summary>
    public int? UsedWeight { get; init; }

    /// <summary>The limit of that weight.</summary>
    public required int WeightLimit { get; init; }

    /// <summary>Which attempt at this request it was, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many attempts there can be.</summary>
    public required int MaximumAttempts { get; init; }

    /// <summary>The status of the response, or <see langword="null"/> when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What went wrong, in a few words; <see langword="null"/> when nothing did.</summary>
    public string? Failure { get; init; }
}
