namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Reports waits to one client's observer, each wait once: many requests in flight wait for the same thing. Thread-safe.</summary>
internal sealed class WaitReporter(IClientObserver observer)
{
    private static readonly TimeSpan SameWait = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly HashSet<string> _notices = [];
    private DateTimeOffset _reportedUntil;

    /// <summary>Reports a wait, unless it ends at the same time as the last reported one.</summary>
    public void Report(string reason, TimeSpan delay, DateTimeOffset until)
    {
        lock (_gate)
        {
            if ((until - _reportedUntil).Duration() < SameWait)
            {
                return;
            }

            _reportedUntil = until;
        }

        observer.OnWait(new WaitReport { Reason = reason, Delay = delay, Until = until });
    }

    /// <summary>Tells something that helps to understand what the client does. The same sentence is told once.</summary>
    public void Notice(string message)
    {
        lock (_gate)
        {
            if (!_notices.Add(message))
            {
                return;
            }
        }

        observer.OnNotice(message);
    }
}
