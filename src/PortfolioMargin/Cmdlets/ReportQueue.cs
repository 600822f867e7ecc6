namespace PortfolioMargin.Cmdlets;

/// <summary>Carries what the client reports, on whatever thread, to the one thread that may write to the pipeline.</summary>
internal sealed class ReportQueue : IClientObserver
{
    private readonly object _gate = new();
    private readonly Queue<object> _reports = new();

    public void OnRequest(RequestReport report) => Add(report);

    public void OnWait(WaitReport report) => Add(report);

    public void OnWarning(string message) => Add(new ClientWarning(message));

    public void OnNotice(string message) => Add(new ClientNotice(message));

    /// <summary>
    /// Every report, as it comes, until the work is done and no report is left; <see langword="null"/> whenever none has come for as
    /// long as <paramref name="tick"/>.
    /// </summary>
    internal IEnumerable<object?> ReadUntil(Task work, TimeSpan tick)
    {
        work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!IsOver(work, tick, out object? report))
        {
            yield return report;
        }
    }

    private bool IsOver(Task work, TimeSpan tick, out object? report)
    {
        lock (_gate)
        {
            if (_reports.Count == 0 && !work.IsCompleted)
            {
                Monitor.Wait(_gate, tick);
            }

            report = _reports.Count == 0 ? null : _reports.Dequeue();
            return report is null && work.IsCompleted;
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
