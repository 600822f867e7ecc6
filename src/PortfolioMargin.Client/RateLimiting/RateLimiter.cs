using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// Decides when a request to one host may be sent, so that everything behind this IP address together stays within the
/// exchange's limits. One rate limiter for each host and process; safe for several threads.
/// </summary>
/// <remarks>
/// A request is granted when nothing is stopped by a 429 or a ban (<see cref="ServerStops"/>), when its weight fits into what is
/// left of each limit (<see cref="WeightWindows"/>), and when one more may be in flight (<see cref="ConcurrencyLimit"/>).
/// Requests are granted in the order in which they asked.
/// </remarks>
internal sealed class RateLimiter
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly object _gate = new();
    private readonly AcquireQueue _queue = new();
    private readonly ServerStops _stops = new();
    private readonly WeightWindows _weights;
    private readonly ConcurrencyLimit _concurrency = new();
    private ITimer? _timer;

    public RateLimiter(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _weights = new WeightWindows(time);
    }

    /// <summary>The time since the rate limiter was made: a clock that nobody sets.</summary>
    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Waits until a request may be sent. After each grant, <see cref="Complete"/> must be called once.</summary>
    /// <param name="weight">The request's weight.</param>
    /// <param name="reporter">Is told about waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The grant, or why and until when the host must not be asked.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<AcquireResult> AcquireAsync(int weight, WaitReporter? reporter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AcquireQueue.Waiter waiter;
        lock (_gate)
        {
            if (_queue.IsEmpty && Check(weight, Now).Reason == WaitReason.None)
            {
                return new ValueTask<AcquireResult>(Grant(weight));
            }

            waiter = _queue.Add(weight, reporter);
        }

        DrainQueue();
        return new ValueTask<AcquireResult>(cancellationToken.CanBeCanceled ? AwaitAsync(waiter, cancellationToken) : waiter.Task);
    }

    /// <summary>Ends a granted request, and learns from its response.</summary>
    /// <param name="granted">What <see cref="AcquireAsync"/> returned.</param>
    /// <param name="feedback">What came of the request.</param>
    /// <returns>If the response stopped all requests: until when, by the local clock.</returns>
    public DateTimeOffset? Complete(AcquireResult granted, in ResponseFeedback feedback)
    {
        try
        {
            lock (_gate)
            {
                _concurrency.End();
                _weights.End(granted.Weight);
                return feedback.Sent ? Learn(granted.Weight, feedback) : null;
            }
        }
        finally
        {
            DrainQueue();
        }
    }

    private AcquireResult Grant(int weight)
    {
        _concurrency.Begin();
        _weights.Begin(weight);
        return AcquireResult.Granted(weight);
    }

    private Delay Check(int weight, TimeSpan now)
    {
        if (_stops.IsStopped(now))
        {
            return _stops.Check(now);
        }

        if (_weights.FindFull(weight, now) is { } full)
        {
            TimeSpan wait = _weights.TimeUntilFree(full, now);
            return new Delay(wait > Delay.Longest ? WaitReason.TooLong : WaitReason.Weight, now + wait, full);
        }

        return _concurrency.HasRoom(_weights.IsMinuteKnown) ? default : new Delay(WaitReason.Concurrency, TimeSpan.MaxValue);
    }

    private DateTimeOffset? Learn(int weight, in ResponseFeedback feedback)
    {
        TimeSpan now = Now;
        _weights.Count(
            weight,
            feedback,
            _time.GetElapsedTime(_origin, feedback.SentTimestamp),
            _time.GetElapsedTime(_origin, feedback.ReceivedTimestamp),
            now);
        return Apply(feedback, now) is { } until ? LocalTime(until, now) : null;
    }

    /// <summary>Applies what a response says about the load.</summary>
    /// <returns>If it stopped all requests: until when.</returns>
    private TimeSpan? Apply(in ResponseFeedback feedback, TimeSpan now)
    {
        switch (feedback.Signal)
        {
            case ServerSignal.Accepted when !_stops.IsStopped(now):
                _concurrency.Raise();
                return null;
            case ServerSignal.Overloaded:
                _concurrency.Halve();
                return null;
            case ServerSignal.RateLimited:
                _concurrency.StartAgain();
                return _stops.Pause(feedback.StopFor ?? _weights.TimeUntilNextMinute(feedback.Date, now), now);
            case ServerSignal.Banned:
                _concurrency.StartAgain();
                return _stops.Ban(feedback.StopFor, now);
            default:
                return null;
        }
    }

    /// <summary>Grants waiting requests in order. If one must wait, reports the reason and schedules the next check.</summary>
    private void DrainQueue()
    {
        Action? report = null;
        lock (_gate)
        {
            while (!_queue.IsEmpty)
            {
                TimeSpan now = Now;
                Delay delay = Check(_queue.FirstWeight, now);
                if (delay.Reason == WaitReason.None)
                {
                    _queue.GrantFirst(Grant(_queue.FirstWeight));
                    continue;
                }

                if (delay.Reason is WaitReason.Ban or WaitReason.TooLong)
                {
                    _queue.RefuseAll(new AcquireResult(delay.Reason, LocalTime(delay.Until, now)));
                }
                else if (delay.Reason != WaitReason.Concurrency)
                {
                    ScheduleDrain(delay.Until - now);
                    report = _queue.ReportWait(delay.Describe(), delay.Until - now, LocalTime(delay.Until, now));
                }

                break;
            }
        }

        report?.Invoke();
    }

    private void ScheduleDrain(TimeSpan delay)
    {
        _timer ??= _time.CreateTimer(static state => ((RateLimiter)state!).DrainQueue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay > ShortestDelay ? delay : ShortestDelay, Timeout.InfiniteTimeSpan);
    }

    private DateTimeOffset LocalTime(TimeSpan moment, TimeSpan now) => _time.GetUtcNow() + (moment - now);

    private async Task<AcquireResult> AwaitAsync(AcquireQueue.Waiter waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(() => Cancel(waiter, cancellationToken)))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(AcquireQueue.Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            AcquireQueue.Cancel(waiter, cancellationToken);
        }

        // The next request may be lighter than the one that has left, and fit.
        DrainQueue();
    }
}
