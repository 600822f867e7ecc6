namespace PortfolioMargin.Client.Endpoints;

/// <summary>One request for rows of a list. What is <see langword="null"/> is not sent.</summary>
/// <param name="Window">The window of time.</param>
/// <param name="Size">The most rows to return.</param>
/// <param name="Page">The page's number, from 1; only endpoints with numbered pages take one.</param>
internal sealed record ListRequest(TimeWindow Window, int Size, long? Page = null)
{
    /// <summary>One symbol; only endpoints with such a parameter take it.</summary>
    public string? Symbol { get; init; }

    /// <summary>One kind of forced order; only endpoints with such a parameter take it.</summary>
    public AutoCloseType? AutoCloseType { get; init; }
}
