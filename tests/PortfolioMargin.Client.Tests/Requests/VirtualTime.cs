using PortfolioMargin.Client.Http;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>A clock that stands still until told to go to its next timer. Knows which timers guard a request on its way.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<VirtualTimer> _armed = [];
    private DateTimeOffset _now = start;

    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What the wall clock shows beyond the steady clock: a machine whose clock is wrong.</summary>
    public TimeSpan WallError { get; set; }

    /// <summary>In nanoseconds, as on Linux and macOS: the product of a frequency and a time is soon too large for 64 bits there.</summary>
    public override long TimestampFrequency => 1_000_000_000;

    /// <summary>The true time.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => Now + WallError;

    public override long GetTimestamp() => TimestampBefore(TimeSpan.Zero);

    /// <summary>The timestamp of a moment that has passed.</summary>
    public long TimestampBefore(TimeSpan ago) => (Now - ago - Noon).Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <summary>Whether a request is on its way.</summary>
    public bool HasRequestUnderWay
    {
        get
        {
            lock (_gate)
            {
                return _armed.Exists(timer => timer.State is IdleTimeout);
            }
        }
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count == 0 ? null : _armed.Min(timer => timer.Due);
            }
        }
    }

    /// <summary>Waits, without letting time pass, until nothing can go on without it: every request that is under way stalls.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="stalled">How many requests wait for nothing but time.</param>
    /// <returns>Until when time must pass; <see langword="null"/> when the task has ended.</returns>
    public async Task<DateTimeOffset?> SettleAsync(Task task, Func<int> stalled)
    {
        while (!task.IsCompleted)
        {
            if (NextDueWhenIdle(stalled()) is { } due)
            {
                return due;
            }

            await Task.Yield();
        }

        return null;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer, if there is one up to a time, and fires it; else to that time.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (true)
        {
            VirtualTimer? first;
            lock (_gate)
            {
                first = _armed.OrderBy(timer => timer.Due).FirstOrDefault(timer => timer.Due <= time);
                if (first is null)
                {
                    _now = time > _now ? time : _now;
                    return;
                }

                _armed.Remove(first);
                _now = first.Due > _now ? first.Due : _now;
            }

            first.Fire();
        }
    }

    public void Advance(TimeSpan by) => AdvanceTo(Now + by);

    /// <summary>One look at the timers, so that no request can set out between two.</summary>
    private DateTimeOffset? NextDueWhenIdle(int stalled)
    {
        lock (_gate)
        {
            return _armed.Count == 0 || _armed.Count(timer => timer.State is IdleTimeout) > stalled ? null : _armed.Min(timer => timer.Due);
        }
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public object? State => state;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._armed.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time._now + dueTime;
                    time._armed.Add(this);
                }
            }

            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
