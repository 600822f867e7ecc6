namespace PortfolioMargin.Client.Pagination;

/// <summary>A read that can be started before its result is needed. It ends, at the latest, when it is disposed of.</summary>
/// <typeparam name="T">What it brings.</typeparam>
internal sealed class EarlyRead<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private Task<T>? _reading;

    /// <summary>Starts it, unless it has been started.</summary>
    public Task<T> Start() => _reading ??= read(_stop.Token);

    /// <summary>Ends it, and waits until it has ended.</summary>
    public ValueTask DisposeAsync() => Reads.StopAsync(_stop, _reading is null ? [] : [_reading]);
}
