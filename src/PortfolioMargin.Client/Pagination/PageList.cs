using System.Runtime.CompilerServices;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Places in the exchange's own list, by its numbered pages, as it stands when each page is read. A row comes at most once; on a list that
/// moves meanwhile no more is promised.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class PageList<TRow>(IPageSource<TRow> source, Endpoint<TRow> endpoint, ForceOrderPageQuery query) : IRowList<TRow>
{
    private readonly HashSet<RowKey> _seen = [];
    private readonly TimeWindow _window = new(query.StartTime?.ToUnixTimeMilliseconds(), query.EndTime?.ToUnixTimeMilliseconds());
    private ulong _returned;

    /// <inheritdoc/>
    public ulong? Total { get; private set; }

    /// <inheritdoc/>
    public double? Progress => Total is { } total && total > query.Skip
        ? Math.Min(1, _returned / (double)Math.Min(query.Take, total - query.Skip))
        : null;

    /// <inheritdoc/>
    public DateTimeOffset? HistoryStart => null;

    /// <inheritdoc/>
    public DateTimeOffset? CompleteUntil => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Take == 0)
        {
            Total = query.IncludeTotalCount ? (await ReadPageAsync(1, 1, cancellationToken).ConfigureAwait(false)).Total : null;
            yield break;
        }

        var plan = PagePlan.Create(query.Skip, query.Take, query.PageSize, endpoint.MaximumSize);
        Page<TRow> page = await ReadPageAsync(plan.FirstPage, plan.PageSize, cancellationToken).ConfigureAwait(false);
        Total = page.Total;
        if (page.Rows.Count > 0 && (ulong)page.Rows.Count < RowsDue(page.Total, plan))
        {
            // The exchange's pages are smaller than requested, and are numbered by their own size.
            long read = plan.FirstPage;
            plan = PagePlan.Create(query.Skip, query.Take, page.Rows.Count, endpoint.MaximumSize);
            page = plan.FirstPage == read ? page : await ReadPageAsync(plan.FirstPage, plan.PageSize, cancellationToken).ConfigureAwait(false);
        }

        var ahead = new ReadAhead<Page<TRow>>(
            plan.FirstPage + 1,
            query.ThrottleLimit ?? ForceOrderQuery.MaximumThrottleLimit,
            (number, token) => ReadPageAsync(number, plan.PageSize, token),
            cancellationToken);
        await using (ahead.ConfigureAwait(false))
        {
            int skip = plan.SkipInFirstPage;
            for (long number = plan.FirstPage; ; number++)
            {
                yield return Take(page.Rows, skip);
                if (_returned >= query.Take || IsLast(page, number, plan.PageSize))
                {
                    yield break;
                }

                skip = 0;
                page = await ahead.NextAsync(LastPage(page, plan)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>How many rows the first page of a plan holds if pages are as large as requested, as the total tells.</summary>
    private static ulong RowsDue(ulong? total, PagePlan plan)
    {
        ulong before = (ulong)(plan.FirstPage - 1) * (ulong)plan.PageSize;
        return total > before ? Math.Min((ulong)plan.PageSize, total.Value - before) : 0;
    }

    private List<TRow> Take(IReadOnlyList<TRow> rows, int skip)
    {
        List<TRow> fresh = [.. rows.Skip(skip).Where(row => _seen.Add(endpoint.KeyOf(row))).Take((int)Math.Min(query.Take - _returned, int.MaxValue))];
        _returned += (ulong)fresh.Count;
        return fresh;
    }

    private static bool IsLast(Page<TRow> page, long number, int size) =>
        page.Rows.Count == 0 || (page.Total is { } total ? (ulong)number * (ulong)size >= total : page.Rows.Count < size);

    /// <summary>The last page that is needed, as far as the total tells: pages up to it are read side by side.</summary>
    private long LastPage(Page<TRow> page, PagePlan plan)
    {
        if (page.Total is not { } total)
        {
            return 0;
        }

        ulong end = Math.Min(total, query.Take > ulong.MaxValue - query.Skip ? ulong.MaxValue : query.Skip + query.Take);
        return (long)Math.Min(long.MaxValue, (end + (ulong)plan.PageSize - 1) / (ulong)plan.PageSize);
    }

    private Task<Page<TRow>> ReadPageAsync(long number, int size, CancellationToken cancellationToken) =>
        source.ReadAsync(new ListRequest(_window, size, number), cancellationToken);
}
