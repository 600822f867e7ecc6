namespace PortfolioMargin.Client.Paging;

/// <summary>Hands out the rows of a query, page after page.</summary>
internal sealed class ForceOrderReader : IForceOrderReader
{
    private readonly ForceOrderQuery _query;
    private readonly IPageSource _source;
    private readonly TimeWindow _window;
    private readonly HashSet<(string, long)> _seen = [];
    private long _page = 1;
    private bool _ended;

    public ForceOrderReader(ForceOrderQuery query, IPageSource source, Func<DateTimeOffset> exchangeNow)
    {
        _query = query;
        _source = source;
        _window = new TimeWindow(query.StartTime?.ToUnixTimeMilliseconds(), (query.EndTime ?? exchangeNow()).ToUnixTimeMilliseconds());
    }

    public ulong? TotalCount { get; private set; }

    public async Task<IReadOnlyList<MarginForceOrder>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        int size = _query.PageSize ?? ForceOrderQuery.MaximumPageSize;
        ForceOrderPage page = await _source.ReadPageAsync(new PageRequest(_window, _page++, size), cancellationToken).ConfigureAwait(false);
        TotalCount = page.Total;
        _ended = page.Rows.Count < size;
        return page.Rows.Where(row => _seen.Add((row.Symbol, row.OrderId))).ToList();
    }

    public void Dispose() => _ended = true;
}
