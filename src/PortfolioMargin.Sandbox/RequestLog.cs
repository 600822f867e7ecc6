namespace PortfolioMargin.Sandbox;

/// <summary>The requests received so far. Keeps the latest <see cref="SandboxOptions.RequestLogCapacity"/> of them; <see cref="Count"/> covers all. Safe for use by several threads.</summary>
public sealed class RequestLog
{
    private readonly object _lock = new();
    private readonly Queue<ReceivedRequest> _received = new();
    private readonly Dictionary<string, int> _countByPath = [];
    private readonly List<Waiter> _waiters = [];
    private readonly int _capacity;
    private readonly Func<IReadOnlyDictionary<DateTimeOffset, long>> _weights;
    private int _count;
    private int _inFlight;

    internal RequestLog(int capacity, Func<IReadOnlyDictionary<DateTimeOffset, long>> weights)
    {
        _capacity = capacity;
        _weights = weights;
    }

    /// <summary>How many requests were received.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>How many requests are being answered now, bodies that stall included.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>The requests that are kept, oldest first.</summary>
    public IReadOnlyList<ReceivedRequest> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>The weight used in each interval, by the interval's beginning on the exchange's clock; without that of others.</summary>
    public IReadOnlyDictionary<DateTimeOffset, long> WeightByInterval => _weights();

    /// <summary>Completes when at least <paramref name="count"/> requests have been received, so that a test can act while one is in flight.</summary>
    /// <param name="count">How many, from the exchange's beginning.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WhenReceivedAsync(int count, CancellationToken cancellationToken) => WhenAsync(() => _count >= count, cancellationToken);

    /// <summary>Completes when no request is being answered, bodies that stall included.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => WhenAsync(() => _inFlight == 0, cancellationToken);

    /// <param name="path">The path that is asked for.</param>
    /// <param name="describe">Describes the request, from its number and its number among those with this path.</param>
    internal ReceivedRequest Enter(string path, Func<int, int, ReceivedRequest> describe)
    {
        lock (_lock)
        {
            _countByPath.TryGetValue(path, out int onPath);
            _countByPath[path] = ++onPath;
            ReceivedRequest request = describe(++_count, onPath);
            _received.Enqueue(request);
            if (_received.Count > _capacity)
            {
                _received.Dequeue();
            }

            _inFlight++;
            WakeWaiters();
            return request;
        }
    }

    internal void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            WakeWaiters();
        }
    }

    private async Task WhenAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(holds, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiters.Add(waiter);
            WakeWaiters();
        }

        using (cancellationToken.Register(() => waiter.Held.TrySetCanceled(cancellationToken)))
        {
            await waiter.Held.Task.ConfigureAwait(false);
        }
    }

    private void WakeWaiters() =>
        _waiters.RemoveAll(waiter => waiter.Held.Task.IsCompleted || (waiter.Holds() && waiter.Held.TrySetResult(true)));

    private sealed record Waiter(Func<bool> Holds, TaskCompletionSource<bool> Held);
}
