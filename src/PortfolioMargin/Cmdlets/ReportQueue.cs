namespace PortfolioMargin.Cmdlets;

/// <summary>Carries what the client tells, on whatever thread, to the one thread that may write to the pipeline.</summary>
internal sealed class ReportQueue : IClientObserver
{
    private readonly object _gate = new();
    private readonly Queue<object> _reports = new();

    public void OnRequest(RequestReport report) => Add(report);

    public void OnWait(WaitReport report) => Add(report);

    public void OnWarning(string message) => Add(new ClientWarning(message));

    public void OnNotice(string message) => Add(new ClientNotice(message));

    /// <summary>Every report, as it comes, until the work is done and nothing is left to tell.</summary>
    internal IEnumerable<object> ReadUntil(Task work)
    {
        work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (Next(work) is { } report)
        {
            yield return report;
        }
    }

    private object? Next(Task work)
    {
        lock (_gate)
        {
            while (_reports.Count == 0)
            {
                if (work.IsCompleted)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            return _reports.Dequeue();
        }
    }

    private void Add(object report)
    {
        lock (_gate)
        {
            _reports.Enqueue(report);
            Monitor.Pulse(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }
}

/// <summary>Something the user should know although the work goes on.</summary>
internal sealed record ClientWarning(string Message);

/// <summary>Something that helps to understand what the client does.</summary>
internal sealed record ClientNotice(string Message);
