namespace PortfolioMargin.Client.Paging;

/// <summary>Reads one page, with whatever retries and waits that takes.</summary>
internal interface IPageSource
{
    /// <summary>Reads one page.</summary>
    /// <exception cref="TimeRangeRefusedException">With <see cref="TimeRangeRefusedException.IntervalTooLong"/>: the window must be cut.</exception>
    /// <exception cref="RequestException">The page could not be had.</exception>
    Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken);
}

/// <summary>A window of time in Unix milliseconds, both ends included; an end that is <see langword="null"/> is left to the exchange.</summary>
internal readonly record struct TimeWindow(long? Start, long? End);

/// <summary>One page to ask for.</summary>
/// <param name="Window">The window of time.</param>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="Size">Rows in a page.</param>
internal readonly record struct PageRequest(TimeWindow Window, long Page, int Size);

/// <summary>One page as the exchange served it.</summary>
/// <param name="Rows">The rows, in the exchange's order.</param>
/// <param name="Total">How many orders the exchange says the window has.</param>
/// <param name="ServerTime">The answer's <c>Date</c> header (whole seconds), when there was one.</param>
internal sealed record ForceOrderPage(IReadOnlyList<MarginForceOrder> Rows, ulong? Total, DateTimeOffset? ServerTime = null);
