using System.Runtime.ExceptionServices;
using PortfolioMargin.Client.Pagination;

namespace PortfolioMargin.Client;

/// <summary>Gives the rows of a list to a caller, batch by batch.</summary>
internal sealed class ForceOrderReader(IRowList<ForceOrder> list) : IForceOrderReader
{
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<IReadOnlyList<ForceOrder>>? _batches;
    private Task<bool>? _reading;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;
    private bool _disposed;

    /// <inheritdoc/>
    public ulong? TotalCount => list.Total;

    /// <inheritdoc/>
    public double? Progress => list.Progress;

    /// <inheritdoc/>
    public DateTimeOffset? HistoryStart => list.HistoryStart;

    /// <inheritdoc/>
    public DateTimeOffset? CompleteUntil => list.CompleteUntil;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ForceOrder>?> ReadAsync(CancellationToken cancellationToken)
    {
        // A caller that reads on after a failure must not take it for the end.
        _failure?.Throw();
        if (_ended)
        {
            return null;
        }

        _batches ??= list.ReadAsync(_stop.Token).GetAsyncEnumerator(CancellationToken.None);
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
    private async Task EndAsync(IAsyncEnumerator<IReadOnlyList<ForceOrder>> batches)
    {
        if (_reading is not null)
        {
            await Reads.EndAsync(_reading).ConfigureAwait(false);
        }

        await batches.DisposeAsync().ConfigureAwait(false);
    }
}
