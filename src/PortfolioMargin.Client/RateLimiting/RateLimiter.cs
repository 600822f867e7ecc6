using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// Lets requests to one host go, or wait: so that everything behind this IP together stays within the exchange's limit, a 429
/// stops every request until the exchange listens again, and a ban stops them until it ends. Safe for several threads.
/// </summary>
/// <remarks>
/// In each of the exchange's minutes: weight reported + sent without a report + in flight + 1 ≤ 95 % of the limit. The minute
/// turns by the earliest time the exchange's clock can show (its <c>Date</c> headers), a second later still for good measure.
/// Besides, only so many requests are in flight as answers have shown to be welcome (<see cref="Leave"/>).
/// </remarks>
internal sealed class RateLimiter
{
    /// <summary>In flight at most until the first answer of a minute tells the weight used.</summary>
    public const int FirstCeiling = 16;

    private const int LastCeiling = 1024;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly object _gate = new();
    private readonly AcquireQueue _queue = new();
    private readonly ClockOffsetBounds _exchangeClock = new();
    private readonly WeightWindow _minute = new(TimeSpan.FromMinutes(1));
    private readonly List<WeightWindow> _counters;
    private ITimer? _timer;
    private int _inFlight;
    private int _ceiling = FirstCeiling;
    private TimeSpan _pausedUntil;
    private TimeSpan _bannedUntil;

    public RateLimiter(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _counters = [_minute];
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Waits until one request may be sent. Each admission is followed by one <see cref="Leave"/>.</summary>
    /// <param name="reporter">Hears of waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<AcquireResult> AcquireAsync(WaitReporter? reporter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AcquireQueue.Waiter waiter;
        lock (_gate)
        {
            if (_queue.IsEmpty && Check().Kind == WaitReason.None)
            {
                _inFlight++;
                return new ValueTask<AcquireResult>(AcquireResult.Granted);
            }

            waiter = _queue.Add(reporter);
        }

        Pump();
        return new ValueTask<AcquireResult>(cancellationToken.CanBeCanceled ? AwaitAsync(waiter, cancellationToken) : waiter.Task);
    }

    /// <summary>Ends what <see cref="AcquireAsync"/> began, and takes the answer into account.</summary>
    /// <returns>Until when nothing is let through, by the local clock, if that is what the answer wants.</returns>
    public DateTimeOffset? Leave(in ResponseFeedback completed)
    {
        DateTimeOffset? until = null;
        lock (_gate)
        {
            _inFlight--;
            if (completed.Sent)
            {
                Count(completed);
                until = Heed(completed);
            }
        }

        Pump();
        return until;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private DateTimeOffset LocalTime(TimeSpan moment, TimeSpan now) => _time.GetUtcNow() + (moment - now);

    /// <summary>The earliest time the exchange's clock can show, less a margin; without any <c>Date</c> the local clock has to do.</summary>
    private long ExchangeTicks(TimeSpan now) =>
        (_exchangeClock.Known ? _exchangeClock.Earliest(now.Ticks) : _time.GetUtcNow().UtcTicks) - Margin.Ticks;

    /// <summary>How long until the minute after an answer's begins.</summary>
    private TimeSpan UntilNextMinute(DateTimeOffset? date, TimeSpan now)
    {
        long exchange = ExchangeTicks(now);
        long minute = Math.Max(exchange, date?.UtcTicks ?? 0) / TimeSpan.TicksPerMinute;
        return TimeSpan.FromTicks(((minute + 1) * TimeSpan.TicksPerMinute) - exchange);
    }

    private void Count(in ResponseFeedback completed)
    {
        TimeSpan now = Now;
        if (completed.Date is { } date)
        {
            if (!_exchangeClock.Known)
            {
                _counters.ForEach(static counter => counter.ForgetInterval());
            }

            _exchangeClock.Observe(
                date,
                _time.GetElapsedTime(_origin, completed.SentTimestamp).Ticks,
                _time.GetElapsedTime(_origin, completed.ReceivedTimestamp).Ticks);
        }

        foreach (UsedWeight weight in completed.Weights)
        {
            if (!_counters.Exists(counter => counter.Interval == weight.Interval))
            {
                _counters.Add(new WeightWindow(weight.Interval));
            }
        }

        MoveCounters(now);
        foreach (WeightWindow counter in _counters)
        {
            int reported = Array.FindIndex(completed.Weights, weight => weight.Interval == counter.Interval);
            if (reported < 0)
            {
                counter.CountUnreported();
            }
            else
            {
                counter.Report(completed.Date?.UtcTicks ?? ExchangeTicks(now), completed.Weights[reported].Weight);
            }
        }
    }

    private void MoveCounters(TimeSpan now)
    {
        long exchange = ExchangeTicks(now);
        foreach (WeightWindow counter in _counters)
        {
            if (counter.MoveTo(exchange) && counter == _minute)
            {
                _ceiling = Math.Min(_ceiling, FirstCeiling);
            }
        }
    }

    /// <summary>Does what the answer wants. After a pause and after a ban, one request goes first and shows whether more are welcome.</summary>
    private DateTimeOffset? Heed(in ResponseFeedback completed)
    {
        TimeSpan now = Now;
        switch (completed.Signal)
        {
            case ServerSignal.Good when now >= _pausedUntil:
                _ceiling = Math.Min(LastCeiling, _ceiling + 1);
                return null;
            case ServerSignal.TooMuchAtOnce:
                _ceiling = Math.Max(1, Math.Min(_ceiling, _inFlight) / 2);
                return null;
            case ServerSignal.NotNow:
                _ceiling = 1;
                _pausedUntil = Longer(_pausedUntil, now + (completed.HoldFor ?? UntilNextMinute(completed.Date, now)));
                return LocalTime(_pausedUntil, now);
            case ServerSignal.Banned:
                _ceiling = 1;
                _bannedUntil = Longer(_bannedUntil, now + (completed.HoldFor ?? BanMessage.ShortestBan));
                return LocalTime(_bannedUntil, now);
            default:
                return null;
        }
    }

    private Hold Check()
    {
        TimeSpan now = Now;
        if (_bannedUntil > now)
        {
            return new Hold(WaitReason.Ban, _bannedUntil);
        }

        if (_pausedUntil > now)
        {
            return new Hold(_pausedUntil - now > RetryDecision.LongestWait ? WaitReason.TooLong : WaitReason.Pause, _pausedUntil);
        }

        MoveCounters(now);
        foreach (WeightWindow counter in _counters)
        {
            if (!counter.HasRoom(_inFlight))
            {
                var wait = TimeSpan.FromTicks(counter.NextBegins - ExchangeTicks(now));
                return new Hold(wait > RetryDecision.LongestWait ? WaitReason.TooLong : WaitReason.Weight, now + wait, counter);
            }
        }

        return _inFlight < _ceiling ? default : new Hold(WaitReason.Ceiling, TimeSpan.MaxValue);
    }

    /// <summary>Lets go who may go, tells the others why not, and comes back when time alone will change that.</summary>
    private void Pump()
    {
        Action? tell = null;
        lock (_gate)
        {
            while (!_queue.IsEmpty)
            {
                Hold hold = Check();
                if (hold.Kind == WaitReason.None)
                {
                    _inFlight++;
                    _queue.AdmitFirst();
                    continue;
                }

                TimeSpan now = Now;
                if (hold.Kind is WaitReason.Ban or WaitReason.TooLong)
                {
                    _queue.RefuseAll(new AcquireResult(hold.Kind, LocalTime(hold.Until, now)));
                }
                else if (hold.Kind != WaitReason.Ceiling)
                {
                    tell = _queue.Tell(hold.Describe(), hold.Until - now, LocalTime(hold.Until, now));
                    Wake(hold.Until - now);
                }

                break;
            }
        }

        tell?.Invoke();
    }

    private void Wake(TimeSpan after)
    {
        _timer ??= _time.CreateTimer(static state => ((RateLimiter)state!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Longer(after, TimeSpan.FromMilliseconds(1)), Timeout.InfiniteTimeSpan);
    }

    private async Task<AcquireResult> AwaitAsync(AcquireQueue.Waiter waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(() => Withdraw(waiter, cancellationToken)))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private void Withdraw(AcquireQueue.Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            AcquireQueue.Withdraw(waiter, cancellationToken);
        }
    }
}
