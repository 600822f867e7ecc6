namespace PortfolioMargin.Sandbox;

/// <summary>What an exchange saw, for tests and for the curious. It remembers as many requests as <see cref="SandboxOptions.RequestLogCapacity"/> says, the newest; it counts them all.</summary>
public sealed class RequestLog
{
    private readonly object _lock = new();
    private readonly Queue<ReceivedRequest> _received = new();
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

    /// <summary>How many requests came.</summary>
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

    /// <summary>How many are being answered now, bodies that stall included.</summary>
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

    /// <summary>The requests that are remembered, first to last.</summary>
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

    /// <summary>Waits until so many requests came, for who must act when one is under way.</summary>
    /// <param name="count">How many, from the exchange's beginning.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WhenReceivedAsync(int count, CancellationToken cancellationToken) => WhenAsync(() => _count >= count, cancellationToken);

    /// <summary>Waits until nothing is being answered, bodies that stall included.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => WhenAsync(() => _inFlight == 0, cancellationToken);

    internal ReceivedRequest Enter(Func<int, ReceivedRequest> describe)
    {
        lock (_lock)
        {
            ReceivedRequest request = describe(++_count);
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
