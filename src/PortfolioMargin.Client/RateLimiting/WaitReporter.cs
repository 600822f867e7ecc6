namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Reports waits to one client's observer, each wait once: many requests in flight wait for the same thing. Thread-safe.</summary>
internal sealed class WaitReporter(IClientObserver observer)
{
    private static readonly TimeSpan SameWait = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
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
}
