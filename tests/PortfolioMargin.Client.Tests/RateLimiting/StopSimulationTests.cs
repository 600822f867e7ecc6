using CsCheck;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>
/// Twenty clients with 16 to 64 requests each, slow responses, and an exchange that at some request says stop: in virtual time,
/// nothing leaves later than one round trip after the exchange said so, and everything is answered in the end.
/// </summary>
public sealed class StopSimulationTests
{
    private const int Clients = 20;

    [Fact]
    public void After_a_stop_nothing_leaves_later_than_one_round_trip() =>
        Gen.Select(Gen.Int[16, 64], Gen.Int[1, 400], Gen.Bool, Gen.Bool, Gen.Int[5, 200], Gen.Int[0, 600], Gen.Int[1, 20]).Sample(
            (requestsOfEach, stopAt, isBan, isHttp2, oneWay, service, stopSeconds) =>
            {
                var simulation = new Simulation(Clients * requestsOfEach, Math.Min(stopAt, Clients * requestsOfEach), isBan, isHttp2, oneWay, service, stopSeconds);

                simulation.Run();

                Assert.InRange(simulation.MostInFlight, 1, isHttp2 ? 64 : 8);
                Assert.All(simulation.Departures.Where(departure => departure < simulation.StopEnds), departure =>
                    Assert.True(departure <= simulation.StopSaid.AddMilliseconds(oneWay), $"{departure - simulation.StopSaid} after the stop"));
            },
            iter: 200);

    /// <summary>The exchange, the way to it, and the clients.</summary>
    private sealed class Simulation(int requests, int stopAt, bool isBan, bool isHttp2, int oneWay, int service, int stopSeconds)
    {
        private readonly VirtualTime _time = new(VirtualTime.Noon);
        private readonly PriorityQueue<Action, (DateTimeOffset, int)> _events = new();
        private readonly List<Task<AcquireResult>> _waiting = [];
        private int _sequence;
        private int _arrived;
        private int _inFlight;

        public List<DateTimeOffset> Departures { get; } = [];

        public int MostInFlight { get; private set; }

        /// <summary>When the exchange said stop, and until when.</summary>
        public DateTimeOffset StopSaid { get; private set; } = DateTimeOffset.MaxValue.AddYears(-1);

        public DateTimeOffset StopEnds { get; private set; } = DateTimeOffset.MinValue;

        public void Run()
        {
            var rateLimiter = new RateLimiter(_time, needsConnection: true);
            for (int request = 0; request < requests; request++)
            {
                _waiting.Add(rateLimiter.AcquireAsync(1, null, CancellationToken.None).AsTask());
            }

            while (_waiting.Count > 0 || _events.Count > 0)
            {
                Depart(rateLimiter);
                DateTimeOffset next = _events.TryPeek(out _, out (DateTimeOffset At, int) first) ? first.At : DateTimeOffset.MaxValue;
                DateTimeOffset due = _time.NextDue ?? DateTimeOffset.MaxValue;
                Assert.True(_waiting.Count == 0 || next < DateTimeOffset.MaxValue || due < DateTimeOffset.MaxValue, "Somebody waits for ever.");
                if (due < next && _waiting.Count > 0)
                {
                    _time.AdvanceTo(due);
                }
                else if (_events.Count > 0)
                {
                    _time.AdvanceTo(next);
                    _events.Dequeue()();
                }
            }
        }

        private void Depart(RateLimiter rateLimiter)
        {
            foreach (Task<AcquireResult> permit in _waiting.Where(permit => permit.IsCompleted).ToArray())
            {
                _waiting.Remove(permit);
                if (permit.Result.IsGranted)
                {
                    Departures.Add(_time.Now);
                    MostInFlight = Math.Max(MostInFlight, ++_inFlight);
                    long sent = _time.GetTimestamp();
                    After(oneWay, () => Arrive(rateLimiter, permit.Result, sent));
                }
            }
        }

        private void Arrive(RateLimiter rateLimiter, AcquireResult permit, long sent)
        {
            bool stops = ++_arrived == stopAt;
            if (stops)
            {
                StopSaid = _time.Now;
            }

            // A refusal is quick; a page takes its time.
            After((stops ? 0 : service) + oneWay, () =>
            {
                _inFlight--;
                long received = _time.GetTimestamp();
                ServerSignal signal = !stops ? ServerSignal.Accepted : isBan ? ServerSignal.Banned : ServerSignal.RateLimited;
                TimeSpan? stopFor = stops ? TimeSpan.FromSeconds(stopSeconds) : null;
                StopEnds = stops ? _time.Now.AddSeconds(stopSeconds) : StopEnds;
                rateLimiter.Complete(permit, new ResponseFeedback(true, _time.Now, [], sent, received, signal, stopFor, new Version(isHttp2 ? 2 : 1, 1)));
            });
        }

        private void After(int milliseconds, Action action) => _events.Enqueue(action, (_time.Now.AddMilliseconds(milliseconds), _sequence++));
    }
}
