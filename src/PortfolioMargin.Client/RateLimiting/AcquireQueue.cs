namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Requests that wait for the governor, first come, first served. The governor takes care of threads.</summary>
internal sealed class AcquireQueue
{
    private readonly LinkedList<Waiter> _waiters = new();

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty => _waiters.Count == 0;

    /// <summary>Queues a request.</summary>
    public Waiter Add(WaitReporter? reporter)
    {
        var waiter = new Waiter(reporter);
        waiter.Place = _waiters.AddLast(waiter);
        return waiter;
    }

    /// <summary>Lets the first go.</summary>
    public void AdmitFirst() => Remove(_waiters.First!.Value).TrySetResult(AcquireResult.Granted);

    /// <summary>Sends all away.</summary>
    public void RefuseAll(AcquireResult refusal)
    {
        while (!IsEmpty)
        {
            Remove(_waiters.First!.Value).TrySetResult(refusal);
        }
    }

    /// <summary>Takes one out whose caller does not want it any more; nothing happens when it is out already.</summary>
    public static void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        if (waiter.Place is not null)
        {
            Remove(waiter).TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>What tells all who wait why; to be called outside the governor's lock.</summary>
    public Action? Tell(string reason, TimeSpan delay, DateTimeOffset until)
    {
        WaitReporter[] reporters = [.. _waiters.Select(waiter => waiter.Reporter).OfType<WaitReporter>().Distinct()];
        return reporters.Length == 0
            ? null
            : () => Array.ForEach(reporters, reporter => reporter.Report(reason, delay, until));
    }

    private static TaskCompletionSource<AcquireResult> Remove(Waiter waiter)
    {
        waiter.Place!.List!.Remove(waiter.Place);
        waiter.Place = null;
        return waiter.Source;
    }

    /// <summary>One request that waits.</summary>
    internal sealed class Waiter(WaitReporter? reporter)
    {
        /// <summary>Who hears of the wait.</summary>
        public WaitReporter? Reporter => reporter;

        /// <summary>Its place in the queue while it has one.</summary>
        public LinkedListNode<Waiter>? Place { get; set; }

        /// <summary>Ends the wait; what follows runs elsewhere, never under the governor's lock.</summary>
        public TaskCompletionSource<AcquireResult> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The wait.</summary>
        public Task<AcquireResult> Task => Source.Task;
    }
}
