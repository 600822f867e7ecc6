using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>One request of ours in the simulation; times in milliseconds of true time from the start.</summary>
internal sealed record SimulatedRequest(int Weight, int WantedAt, int Up, int Service, int Down, bool AnswerIsLost);

/// <summary>Weight that other programs behind the same IP use.</summary>
internal sealed record OtherUse(int At, int Weight);

/// <summary>
/// An exchange that counts weight by the minute of its own clock when a request arrives, and a rate limiter that only sees its answers.
/// Requests overtake each other, answers come late, out of order, or never.
/// </summary>
internal sealed class RateLimitSimulation
{
    private const int OurShare = UsedWeight.LimitPerMinute * 95 / 100;

    private readonly VirtualTime _time = new(VirtualTime.Noon.AddSeconds(20));
    private readonly RateLimiter _rateLimiter;
    private readonly TimeSpan _exchangeAhead;
    private readonly TimeSpan _dateAhead;
    private readonly PriorityQueue<Action, (DateTimeOffset, int)> _events = new();
    private readonly Dictionary<long, Minute> _minutes = [];
    private readonly List<(SimulatedRequest Request, Task<AcquireResult> Permit)> _waiting = [];
    private int _sequence;
    private int _admitted;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="exchangeAhead">The clock by whose minutes the exchange counts, minus ours.</param>
    /// <param name="dateAhead">The clock that its <c>Date</c> headers show, minus that one.</param>
    /// <param name="requests">What we want to send.</param>
    /// <param name="others">What others use.</param>
    public RateLimitSimulation(TimeSpan exchangeAhead, TimeSpan dateAhead, IEnumerable<SimulatedRequest> requests, IEnumerable<OtherUse> others)
    {
        _exchangeAhead = exchangeAhead;
        _dateAhead = dateAhead;
        _rateLimiter = new RateLimiter(_time, needsConnection: false);
        DateTimeOffset start = _time.Now;
        foreach (OtherUse use in others)
        {
            At(start.AddMilliseconds(use.At), () => Current().CountOthers(use.Weight));
        }

        foreach (SimulatedRequest request in requests)
        {
            At(start.AddMilliseconds(request.WantedAt), () => _waiting.Add((request, _rateLimiter.AcquireAsync(request.Weight, null, CancellationToken.None).AsTask())));
        }
    }

    /// <summary>The most that was counted in a minute.</summary>
    public int BusiestMinute { get; private set; }

    /// <summary>What went beyond 95 % of the limit by more than others used unseen.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>Requests that were answered or given up.</summary>
    public int Done { get; private set; }

    public void Run()
    {
        while (_events.Count > 0 || _waiting.Count > 0)
        {
            DateTimeOffset next = _events.TryPeek(out _, out (DateTimeOffset At, int) first) ? first.At : DateTimeOffset.MaxValue;
            if (_time.NextDue < next)
            {
                _time.AdvanceTo(_time.NextDue.Value);
            }
            else if (_events.Count > 0)
            {
                _time.AdvanceTo(next);
                _events.Dequeue()();
            }
            else
            {
                throw new InvalidOperationException($"{_waiting.Count} requests wait, and nothing will ever let them go.");
            }

            SendAdmitted();
        }
    }

    private void SendAdmitted()
    {
        for (int i = 0; i < _waiting.Count; i++)
        {
            (SimulatedRequest request, Task<AcquireResult> permit) = _waiting[i];
            if (permit.IsCompleted)
            {
                _waiting.RemoveAt(i--);
                Assert.Equal(WaitReason.None, permit.Result.Reason);
                Send(request, permit.Result, ++_admitted);
            }
        }
    }

    private void Send(SimulatedRequest request, AcquireResult permit, int number)
    {
        long sent = _time.GetTimestamp();
        Dictionary<long, int> seen = _minutes.ToDictionary(minute => minute.Key, minute => minute.Value.OthersSeen);
        At(_time.Now.AddMilliseconds(request.Up), () =>
        {
            long index = Index();
            Minute minute = Current();
            int reported = minute.CountOurs(number, request.Weight, seen.GetValueOrDefault(index));
            int others = minute.Others;
            if (reported > OurShare + minute.UnseenByLastAdmitted)
            {
                Breaches.Add($"{reported} in minute {index}, with {minute.UnseenByLastAdmitted} unseen");
            }

            BusiestMinute = Math.Max(BusiestMinute, reported);

            At(_time.Now.AddMilliseconds(request.Service), () => Answer(request, permit, sent, minute, reported, others));
        });
    }

    private void Answer(SimulatedRequest request, AcquireResult permit, long sent, Minute minute, int reported, int others)
    {
        long ticks = (_time.Now + _exchangeAhead + _dateAhead).UtcTicks;
        var date = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        At(_time.Now.AddMilliseconds(request.Down), () =>
        {
            Done++;
            if (request.AnswerIsLost)
            {
                _rateLimiter.Complete(permit, new ResponseFeedback(true, null, [], sent, 0, ServerSignal.Unknown));
                return;
            }

            minute.SeeOthers(others);
            bool refused = reported > UsedWeight.LimitPerMinute;
            _rateLimiter.Complete(permit, new ResponseFeedback(
                true, date, [new UsedWeight(TimeSpan.FromMinutes(1), reported)], sent, _time.GetTimestamp(), refused ? ServerSignal.RateLimited : ServerSignal.Accepted));
        });
    }

    private long Index() => (_time.Now + _exchangeAhead).UtcTicks / TimeSpan.TicksPerMinute;

    private Minute Current() => _minutes.TryGetValue(Index(), out Minute? minute) ? minute : _minutes[Index()] = new Minute();

    private void At(DateTimeOffset time, Action action) => _events.Enqueue(action, (time, _sequence++));

    /// <summary>What the exchange counted in one minute.</summary>
    private sealed class Minute
    {
        private int _ours;
        private int _lastAdmitted;
        private int _seenByLastAdmitted;

        public int Others { get; private set; }

        /// <summary>How much of that an answer told us.</summary>
        public int OthersSeen { get; private set; }

        /// <summary>What others used that was not known when the last of our counted requests was let go.</summary>
        public int UnseenByLastAdmitted => Others - _seenByLastAdmitted;

        public void CountOthers(int weight) => Others += weight;

        public void SeeOthers(int others) => OthersSeen = Math.Max(OthersSeen, others);

        public int CountOurs(int number, int weight, int seen)
        {
            if (number > _lastAdmitted)
            {
                (_lastAdmitted, _seenByLastAdmitted) = (number, seen);
            }

            _ours += weight;
            return _ours + Others;
        }
    }
}
