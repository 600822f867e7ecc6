using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PortfolioMargin.Client.Paging;

/// <summary>Hands out the rows of a query as they arrive.</summary>
internal sealed class ForceOrderReader : IForceOrderReader
{
    private readonly PageWalkQuery _query;
    private readonly ThrottledPageSource _source;
    private readonly TimeProvider _time;
    private readonly Func<DateTimeOffset> _exchangeNow;
    private readonly int _largestPage;
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<IReadOnlyList<MarginForceOrder>>? _batches;
    private Task<bool>? _reading;
    private PiecesWalk? _pieces;
    private ulong? _total;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;
    private bool _disposed;

    /// <summary>Prepares a read; nothing is sent yet.</summary>
    /// <param name="query">The rows wanted.</param>
    /// <param name="source">Reads pages.</param>
    /// <param name="time">Our clock.</param>
    /// <param name="exchangeNow">The time by the exchange's clock, as far as it is known.</param>
    /// <param name="largestPage">The largest page the exchange serves.</param>
    public ForceOrderReader(
        PageWalkQuery query, IPageSource source, TimeProvider time, Func<DateTimeOffset> exchangeNow, int largestPage = PageWalkQuery.MaximumPageSize)
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
    public double? Progress => null;

    /// <inheritdoc/>
    public DateTimeOffset? HistoryStart => null;

    /// <inheritdoc/>
    public DateTimeOffset? CompleteUntil => null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ForceOrder>?> ReadAsync(CancellationToken cancellationToken)
    {
        // Who reads on after a failure must not take it for the end.
        _failure?.Throw();
        if (_ended)
        {
            return null;
        }

        _batches ??= WalkAsync(_stop.Token).GetAsyncEnumerator(CancellationToken.None);
        using CancellationTokenRegistration link = cancellationToken.Register(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        try
        {
            _reading = _batches.MoveNextAsync().AsTask();
            _ended = !await _reading.ConfigureAwait(false);
            return _ended ? null : _batches.Current;
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }

    /// <summary>Ends what is in flight, a read too, and waits until it has ended.</summary>
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
            EndAsync(_batches).GetAwaiter().GetResult();
            _batches = null;
        }

        _stop.Dispose();
    }

    /// <summary>An enumerator cannot be disposed of while it moves.</summary>
    private async Task EndAsync(IAsyncEnumerator<IReadOnlyList<MarginForceOrder>> batches)
    {
        if (_reading is not null)
        {
            await Reads.EndAsync(_reading).ConfigureAwait(false);
        }

        await batches.DisposeAsync().ConfigureAwait(false);
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
        var pin = new WindowPin(_query, _time, _exchangeNow());
        ForceOrderPage? firstPage = await ReadFirstAsync(pin, range, cancellationToken).ConfigureAwait(false);
        if (firstPage is not null && pin.Correct(firstPage))
        {
            firstPage = await ReadFirstAsync(pin, range, cancellationToken).ConfigureAwait(false);
        }

        var context = new WalkContext(_source, _query.ThrottleLimit, _largestPage, _exchangeNow);
        _total = firstPage?.Total;
        IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> rows = firstPage is null
            ? (_pieces = new PiecesWalk(context, pin, _query)).WalkAsync(cancellationToken)
            : new ListWalk(context, pin.Window, range).WalkAsync(firstPage, cancellationToken);
        await foreach (IReadOnlyList<MarginForceOrder> batch in rows.ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <summary>The first page of a range, unless the exchange calls the window too long.</summary>
    private Task<ForceOrderPage?> ReadFirstAsync(WindowPin pin, RowRange range, CancellationToken cancellationToken) =>
        PiecesWalk.TryReadAsync(_source, pin.Window, range.FirstPage, range.PageSize, cancellationToken);
}
