namespace PortfolioMargin.Client.Pagination;

/// <summary>Starts a run of numbered reads before they are asked for, and hands their results out in order.</summary>
/// <typeparam name="T">What a read brings.</typeparam>
internal sealed class ReadAhead<T> : IAsyncDisposable
{
    private readonly Func<long, CancellationToken, Task<T>> _read;
    private readonly int _depth;
    private readonly Queue<Task<T>> _inFlight = new();
    private readonly CancellationTokenSource _stop;
    private long _nextToStart;

    /// <summary>Prepares a run; nothing starts yet.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="depth">Reads in flight at most.</param>
    /// <param name="read">Reads one number.</param>
    /// <param name="cancellationToken">Ends what is in flight.</param>
    public ReadAhead(long first, int depth, Func<long, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        _nextToStart = first;
        _depth = depth;
        _read = read;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The next result. Reads up to <paramref name="last"/> are started meanwhile; the one asked for is, whatever its number.</summary>
    public Task<T> NextAsync(long last)
    {
        while (_inFlight.Count == 0 || (_inFlight.Count < _depth && _nextToStart <= last))
        {
            _inFlight.Enqueue(_read(_nextToStart++, _stop.Token));
        }

        return _inFlight.Dequeue();
    }

    /// <summary>Ends what is in flight, and waits until it has ended.</summary>
    public ValueTask DisposeAsync() => Reads.StopAsync(_stop, _inFlight);
}
