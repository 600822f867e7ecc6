namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Tells one client's observer of waits, each once: many pages in flight wait for the same thing.</summary>
internal sealed class WaitReporter(IClientObserver observer)
{
    private static readonly TimeSpan SameWait = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private DateTimeOffset _toldUntil;

    /// <summary>Reports a wait, unless it ends when the last one reported does.</summary>
    public void Report(string reason, TimeSpan delay, DateTimeOffset until)
    {
        lock (_gate)
        {
            if ((until - _toldUntil).Duration() < SameWait)
            {
                return;
            }

            _toldUntil = until;
        }

        observer.OnWait(new WaitReport { Reason = reason, Delay = delay, Until = until });
    }
}
