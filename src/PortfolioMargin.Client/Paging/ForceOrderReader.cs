using System.Runtime.CompilerServices;

namespace PortfolioMargin.Client.Paging;

/// <summary>Hands out the rows of a query as they arrive.</summary>
internal sealed class ForceOrderReader : IForceOrderReader
{
    /// <summary>The exchange's <c>Date</c> header has whole seconds: a smaller lag of our clock cannot be told from none.</summary>
    private static readonly TimeSpan ClockResolution = TimeSpan.FromSeconds(1);

    private readonly ForceOrderQuery _query;
    private readonly ThrottledPageSource _source;
    private readonly TimeProvider _time;
    private readonly Func<DateTimeOffset> _exchangeNow;
    private readonly int _largestPage;
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<IReadOnlyList<MarginForceOrder>>? _batches;
    private PiecesWalk? _pieces;
    private ulong? _total;
    private bool _ended;
    private bool _disposed;

    /// <summary>Prepares a read; nothing is sent yet.</summary>
    /// <param name="query">The rows wanted.</param>
    /// <param name="source">Reads pages.</param>
    /// <param name="time">Our clock.</param>
    /// <param name="exchangeNow">The time by the exchange's clock, as far as it is known.</param>
    /// <param name="largestPage">The largest page the exchange serves.</param>
    public ForceOrderReader(
        ForceOrderQuery query, IPageSource source, TimeProvider time, Func<DateTimeOffset> exchangeNow, int largestPage = ForceOrderQuery.MaximumPageSize)
    {
        _largestPage = largestPage;
        _query = query;
        _source = new ThrottledPageSource(source, query.ThrottleLimit);
        _time = time;
        _exchangeNow = exchangeNow;
    }

    /// <inheritdoc/>
    public ulong? TotalCount => _pieces is null ? _total : _pieces.Total;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MarginForceOrder>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        _batches ??= WalkAsync(_stop.Token).GetAsyncEnumerator(CancellationToken.None);
        using CancellationTokenRegistration link = cancellationToken.Register(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        bool more = await _batches.MoveNextAsync().ConfigureAwait(false);
        _ended = !more;
        return more ? _batches.Current : null;
    }

    /// <summary>Ends what is in flight and waits until it has ended.</summary>
    public void Dispose()
    {
        _ended = true;
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _stop.Cancel();
        if (_batches is not null)
        {
            _batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _batches = null;
        }

        _stop.Dispose();
    }

    private async IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_query.Take == 0 && !_query.IncludeTotalCount)
        {
            yield break;
        }

        RowRange range = _query.Take == 0
            ? new RowRange(PageSize: 1, FirstPage: 1, Drop: 0, Take: 0)
            : RowRange.Plan(_query.Skip, _query.Take, _query.PageSize);
        PinnedWindow pinned = await PinAsync(range, cancellationToken).ConfigureAwait(false);
        var context = new WalkContext(_source, _query.ThrottleLimit, _largestPage, WindowIsOpen: _query.EndTime > _exchangeNow());
        _total = pinned.FirstPage?.Total;
        IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> rows = pinned.FirstPage is null
            ? (_pieces = new PiecesWalk(context, pinned.Window, _query)).WalkAsync(cancellationToken)
            : new ListWalk(context, pinned.Window, range).WalkAsync(pinned.FirstPage, cancellationToken);
        await foreach (IReadOnlyList<MarginForceOrder> batch in rows.ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <summary>
    /// Pins the window's end and reads the first page. When the answer shows that our clock lags, the end that was pinned lies in the past
    /// and would hide the newest orders: it is pinned anew, by the exchange's clock.
    /// </summary>
    private async Task<PinnedWindow> PinAsync(RowRange range, CancellationToken cancellationToken)
    {
        long? start = _query.StartTime?.ToUnixTimeMilliseconds();
        DateTimeOffset exchangeNow = _exchangeNow();
        TimeSpan assumedOffset = exchangeNow - _time.GetUtcNow();
        long now = exchangeNow.ToUnixTimeMilliseconds();
        var window = new TimeWindow(start, _query.EndTime?.ToUnixTimeMilliseconds() ?? Math.Max(now, start ?? now));
        ForceOrderPage? page = await PiecesWalk.TryReadAsync(_source, window, range.FirstPage, range.PageSize, cancellationToken).ConfigureAwait(false);
        if (_query.EndTime is null && page?.ServerTime is { } server && server - (_time.GetUtcNow() + assumedOffset) > ClockResolution)
        {
            window = window with { End = Math.Max(window.End!.Value, (server + ClockResolution).ToUnixTimeMilliseconds()) };
            page = await PiecesWalk.TryReadAsync(_source, window, range.FirstPage, range.PageSize, cancellationToken).ConfigureAwait(false);
        }

        return new PinnedWindow(window, page);
    }

    /// <summary>The window that every request of the walk asks for, and the first page, unless the exchange calls the window too long.</summary>
    private sealed record PinnedWindow(TimeWindow Window, ForceOrderPage? FirstPage);
}
