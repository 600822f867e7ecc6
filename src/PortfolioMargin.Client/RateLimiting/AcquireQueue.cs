namespace PortfolioMargin.Client.RateLimiting;

/// <summary>The requests that wait for the rate limiter, oldest first. Not thread-safe: the rate limiter's lock guards it.</summary>
internal sealed class AcquireQueue
{
    private readonly LinkedList<Waiter> _waiters = new();

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _waiters.Count == 0;

    /// <summary>The weight of the oldest request.</summary>
    public int FirstWeight => _waiters.First!.Value.Weight;

    /// <summary>Adds a request at the end.</summary>
    public Waiter Add(int weight, WaitReporter? reporter)
    {
        var waiter = new Waiter(weight, reporter);
        waiter.Node = _waiters.AddLast(waiter);
        return waiter;
    }

    /// <summary>Removes the oldest request and grants it.</summary>
    public void GrantFirst(AcquireResult granted) => Remove(_waiters.First!.Value).TrySetResult(granted);

    /// <summary>Removes all requests and refuses them.</summary>
    public void RefuseAll(AcquireResult refusal)
    {
        while (!IsEmpty)
        {
            Remove(_waiters.First!.Value).TrySetResult(refusal);
        }
    }

    /// <summary>Removes a request whose caller has cancelled it. Does nothing when the request was granted or refused before.</summary>
    public static void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        if (waiter.Node is not null)
        {
            Remove(waiter).TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>An action that reports a wait to each client with a request in the queue, or <see langword="null"/>. Call it outside the lock.</summary>
    public Action? ReportWait(string reason, TimeSpan delay, DateTimeOffset until)
    {
        WaitReporter[] reporters = [.. _waiters.Select(waiter => waiter.Reporter).OfType<WaitReporter>().Distinct()];
        return reporters.Length == 0
            ? null
            : () => Array.ForEach(reporters, reporter => reporter.Report(reason, delay, until));
    }

    private static TaskCompletionSource<AcquireResult> Remove(Waiter waiter)
    {
        waiter.Node!.List!.Remove(waiter.Node);
        waiter.Node = null;
        return waiter.Source;
    }

    /// <summary>One request in the queue.</summary>
    internal sealed class Waiter(int weight, WaitReporter? reporter)
    {
        /// <summary>The request's weight.</summary>
        public int Weight => weight;

        /// <summary>Tells the request's client about waits.</summary>
        public WaitReporter? Reporter => reporter;

        /// <summary>The place in the queue, or <see langword="null"/> when the request has left it.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }

        /// <summary>Completes the wait. Continuations run elsewhere, never inside the rate limiter's lock.</summary>
        public TaskCompletionSource<AcquireResult> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The wait.</summary>
        public Task<AcquireResult> Task => Source.Task;
    }
}
