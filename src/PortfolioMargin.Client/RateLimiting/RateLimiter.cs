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
    private readonly ConcurrencyLimit _concurrency;
    private readonly StopMemory? _memory;
    private bool _isRestored;
    private ITimer? _timer;

    /// <summary>Makes a rate limiter for one host.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="needsConnection">Whether requests to the host travel by connections; those to the embedded exchange do not.</param>
    /// <param name="memory">Keeps stops between processes, or <see langword="null"/>.</param>
    public RateLimiter(TimeProvider time, bool needsConnection, StopMemory? memory = null)
    {
        _memory = memory;
        _concurrency = new ConcurrencyLimit(needsConnection);
        _time = time;
        _origin = time.GetTimestamp();
        _weights = new WeightWindows(time);
    }

    /// <summary>Whether a pause or a ban is in force: then nothing that is still on this machine may leave it.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return _stops.IsStopped(Now);
            }
        }
    }

    /// <summary>
    /// Stops all requests for a moment: a response is a 429 or a 418. Its <see cref="Complete"/>, which follows, tells for how long.
    /// </summary>
    /// <param name="asked">For how long its head asks to be left alone, when that is known.</param>
    public void Suspend(TimeSpan? asked = null)
    {
        lock (_gate)
        {
            _stops.Suspend(asked, Now);
        }
    }

    /// <summary>Takes the server's limit of concurrent streams on an HTTP/2 connection into account.</summary>
    public void ObserveStreamLimit(int streams)
    {
        lock (_gate)
        {
            _concurrency.ObserveStreamLimit(streams);
        }
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
        Restore(reporter);
        AcquireQueue.Waiter waiter;
        lock (_gate)
        {
            TimeSpan now = Now;
            if (_queue.IsEmpty && Check(weight, now).Reason == WaitReason.None)
            {
                return new ValueTask<AcquireResult>(Grant(weight, now));
            }

            waiter = _queue.Add(weight, reporter);
        }

        DrainQueue();
        return new ValueTask<AcquireResult>(cancellationToken.CanBeCanceled ? AwaitAsync(waiter, cancellationToken) : waiter.Task);
    }

    /// <summary>Ends a granted request, and learns from its response.</summary>
    /// <param name="granted">What <see cref="AcquireAsync"/> returned.</param>
    /// <param name="feedback">What came of the request.</param>
    /// <param name="reporter">Is told when a stop cannot be kept for the next process.</param>
    /// <returns>If the response stopped all requests: until when, by the local clock.</returns>
    public DateTimeOffset? Complete(AcquireResult granted, in ResponseFeedback feedback, WaitReporter? reporter = null)
    {
        DateTimeOffset? until;
        try
        {
            lock (_gate)
            {
                try
                {
                    _weights.End(granted.Weight);
                    until = feedback.Sent ? Learn(granted, feedback) : null;
                }
                finally
                {
                    _concurrency.End();
                }
            }
        }
        finally
        {
            DrainQueue();
        }

        if (until is { } end)
        {
            _memory?.Keep(feedback.Signal == ServerSignal.Banned, end, message => reporter?.Notice(message));
        }

        return until;
    }

    /// <summary>Takes over what an earlier process was told, before the first request of this one.</summary>
    private void Restore(WaitReporter? reporter)
    {
        string? failure = null;
        lock (_gate)
        {
            if (_isRestored)
            {
                return;
            }

            _isRestored = true;
            if (_memory is not null)
            {
                TimeSpan now = Now;
                (TimeSpan pause, TimeSpan ban) = _memory.Recall(message => failure = message);
                _stops.Restore(pause, ban, now);
            }
        }

        if (failure is not null)
        {
            reporter?.Notice(failure);
        }
    }

    private AcquireResult Grant(int weight, TimeSpan now)
    {
        _weights.Begin(weight);
        return AcquireResult.Granted(weight, _concurrency.Begin(now));
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

        return _concurrency.HasRoom(_weights.IsMinuteKnown, now) ? default : new Delay(WaitReason.Concurrency, _concurrency.NextChange(now));
    }

    /// <summary>Learns from a response, or from the lack of one.</summary>
    /// <returns>If it stopped all requests: until when, by the local clock.</returns>
    private DateTimeOffset? Learn(AcquireResult granted, in ResponseFeedback feedback)
    {
        TimeSpan now = Now;
        TimeSpan latency = _time.GetElapsedTime(feedback.SentTimestamp, feedback.ReceivedTimestamp);
        _concurrency.Learn(granted, feedback, _stops.IsStopped(now), latency, now);
        _weights.Count(
            granted.Weight,
            feedback,
            _time.GetElapsedTime(_origin, feedback.SentTimestamp),
            _time.GetElapsedTime(_origin, feedback.ReceivedTimestamp),
            now);
        TimeSpan? until = feedback.Signal switch
        {
            ServerSignal.RateLimited => _stops.Pause(feedback.StopFor ?? _weights.TimeUntilNextMinute(feedback.Date, now), now),
            ServerSignal.Banned => _stops.Ban(feedback.StopFor, now),
            _ => null,
        };
        return until is { } end ? LocalTime(end, now) : null;
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
                    _queue.GrantFirst(Grant(_queue.FirstWeight, now));
                    continue;
                }

                if (delay.Reason is WaitReason.Ban or WaitReason.TooLong)
                {
                    _queue.RefuseAll(new AcquireResult(delay.Reason, LocalTime(delay.Until, now)));
                }
                else if (delay.Until != TimeSpan.MaxValue)
                {
                    ScheduleDrain(delay.Until - now);
                    report = delay.Reason == WaitReason.Concurrency
                        ? null
                        : _queue.ReportWait(delay.Describe(), delay.Until - now, LocalTime(delay.Until, now));
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

    private DateTimeOffset LocalTime(TimeSpan moment, TimeSpan now)
    {
        DateTimeOffset local = _time.GetUtcNow();
        TimeSpan wait = moment - now;
        return wait > DateTimeOffset.MaxValue - local ? DateTimeOffset.MaxValue : local + wait;
    }

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
