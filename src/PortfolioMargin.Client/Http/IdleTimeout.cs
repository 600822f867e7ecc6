namespace PortfolioMargin.Client.Http;

/// <summary>Ends an attempt when the other side is silent for too long, or when the caller wants it ended.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private ITimer? _timer;
    private volatile bool _expired;

    public IdleTimeout(TimeProvider time, CancellationToken callerToken)
    {
        _time = time;
        _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
    }

    /// <summary>Ends with the silence or with the caller's token, whichever is first.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the silence lasted too long.</summary>
    public bool Expired => _expired;

    /// <summary>Starts to wait anew.</summary>
    /// <param name="longest">How long; zero or less means without end.</param>
    public void Restart(TimeSpan longest)
    {
        TimeSpan due = longest > TimeSpan.Zero ? longest : Timeout.InfiniteTimeSpan;
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        else if (due > TimeSpan.Zero)
        {
            _timer = _time.CreateTimer(static state => ((IdleTimeout)state!).Expire(), this, due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        _expired = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer was complete in the same moment.
        }
    }
}
