namespace PortfolioMargin.Cmdlets;

/// <summary>Carries what the client reports, on whatever thread, to the one thread that may write to the pipeline.</summary>
internal sealed class ReportQueue
{
    private readonly object _gate = new();
    private readonly Queue<ClientReport> _reports = new();

    /// <summary>What one client reports to.</summary>
    /// <param name="profile">The client's profile, where there may be several.</param>
    internal IClientObserver ObserverFor(string? profile) => new Observer(this, profile);

    /// <summary>
    /// Every report, as it comes, until the work is done and no report is left; <see langword="null"/> whenever none has come for as
    /// long as <paramref name="tick"/>.
    /// </summary>
    internal IEnumerable<ClientReport?> ReadUntil(Task work, TimeSpan tick)
    {
        work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!IsOver(work, tick, out ClientReport? report))
        {
            yield return report;
        }
    }

    private bool IsOver(Task work, TimeSpan tick, out ClientReport? report)
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

    private void Add(ClientReport report)
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

    private sealed class Observer(ReportQueue queue, string? profile) : IClientObserver
    {
        public void OnRequest(RequestReport report) => queue.Add(new ClientReport(profile, report));

        public void OnWait(WaitReport report) => queue.Add(new ClientReport(profile, report));

        public void OnWarning(string message) => queue.Add(new ClientReport(profile, new ClientWarning(message)));

        public void OnNotice(string message) => queue.Add(new ClientReport(profile, new ClientNotice(message)));
    }
}

/// <summary>What a client reports.</summary>
/// <param name="Profile">The client's profile, where there may be several.</param>
/// <param name="Content">The report.</param>
internal sealed record ClientReport(string? Profile, object Content);

/// <summary>Something the user should know although the work goes on.</summary>
internal sealed record ClientWarning(string Message);

/// <summary>Something that helps to understand what the client does.</summary>
internal sealed record ClientNotice(string Message);
