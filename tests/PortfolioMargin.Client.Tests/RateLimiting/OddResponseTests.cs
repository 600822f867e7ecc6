using CsCheck;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>Whatever responses say, in whatever order: nothing throws, nobody waits for ever, and no response holds longer than it may.</summary>
public sealed class OddResponseTests
{
    private static readonly Gen<DateTimeOffset?> Date = Gen.Frequency(
        (2, Gen.Const((DateTimeOffset?)null)),
        (4, Gen.Int[-2_000, 2_000].Select(milliseconds => (DateTimeOffset?)VirtualTime.Noon.AddMilliseconds(milliseconds))),
        (2, Gen.Int[-300, 300].Select(minutes => (DateTimeOffset?)VirtualTime.Noon.AddMinutes(minutes))),
        (1, Gen.Int[1, 80].Select(years => (DateTimeOffset?)new DateTimeOffset(2017 + years, 1, 1, 0, 0, 0, TimeSpan.Zero))));

    private static readonly Gen<UsedWeight[]> Weights = Gen.Select(Gen.OneOf(
        Gen.Const(TimeSpan.FromMinutes(1)), Gen.Int[1, 1_000].Select(seconds => TimeSpan.FromSeconds(seconds)), Gen.Int[1, 24].Select(hours => TimeSpan.FromHours(hours))),
        Gen.OneOf(Gen.Int[0, 6_500], Gen.Int[0, int.MaxValue])).Select((interval, weight) => new UsedWeight(interval, weight)).Array[0, 4];

    private static readonly Gen<TimeSpan?> StopFor = Gen.Frequency(
        (2, Gen.Const((TimeSpan?)null)),
        (3, Gen.Int[-5, 400].Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds))),
        (1, Gen.Long.Select(ticks => (TimeSpan?)TimeSpan.FromTicks(ticks))));

    private static readonly Gen<ServerSignal> Signal = Gen.Frequency(
        (6, Gen.Const(ServerSignal.Accepted)), (2, Gen.Const(ServerSignal.Unknown)), (1, Gen.Const(ServerSignal.Overloaded)),
        (1, Gen.Const(ServerSignal.RateLimited)), (1, Gen.Const(ServerSignal.Banned)));

    private static readonly Gen<Action<World>> Step = Gen.Frequency(
        (6, Gen.Int[0, 2].Select(index => (Action<World>)(world => world.Ask(new[] { 1, 20, 50 }[index], withToken: index == 0)))),
        (8, Gen.Select(Date, Weights, StopFor, Signal, Gen.Int[0, 60_000], Gen.Bool).Select((date, weights, stopFor, signal, latency, http2) =>
            (Action<World>)(world => world.Answer(date, weights, signal, stopFor, TimeSpan.FromMilliseconds(latency), new Version(http2 ? 2 : 1, 0))))),
        (1, Gen.Const((Action<World>)(world => world.Lose()))),
        (1, Gen.Const((Action<World>)(world => world.CancelOne()))),
        (1, Gen.Const((Action<World>)(world => world.RateLimiter.Suspend()))),
        (1, Gen.Int.Select(streams => (Action<World>)(world => world.RateLimiter.ObserveStreamLimit(streams)))),
        (2, Gen.Int[0, 90_000].Select(milliseconds => (Action<World>)(world => world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds))))),
        (1, Gen.Int[-4_000, 4_000].Select(days => (Action<World>)(world => world.Time.WallError = TimeSpan.FromDays(days)))));

    [Fact]
    public void Nothing_throws_and_everybody_is_answered() =>
        Gen.Select(Gen.Bool, Step.Array[1, 120]).Sample(
            (needsConnection, steps) =>
            {
                var world = new World(needsConnection);
                for (int caller = 0; caller < 24; caller++)
                {
                    world.Ask(1, withToken: false);
                }

                Array.ForEach(steps, step => step(world));
                world.AnswerAll();
            },
            iter: 3_000);

    [Fact]
    public void What_an_odd_response_said_is_over_when_good_ones_have_come_for_two_minutes() =>
        Gen.Select(Date, Weights, Gen.Int[0, 60_000], Gen.Bool).Sample(
            (date, weights, latency, needsConnection) =>
            {
                var world = new World(needsConnection);
                world.Ask(1, withToken: false);
                world.Answer(date, weights, ServerSignal.Accepted, null, TimeSpan.FromMilliseconds(latency), new Version(2, 0));
                for (int second = 0; second < 125; second++)
                {
                    world.Time.Advance(TimeSpan.FromSeconds(1));
                    world.Ask(1, withToken: false);
                    world.AnswerGranted();
                }

                Task<AcquireResult> last = world.Ask(50, withToken: false);

                // Only an interval of hours whose limit a response has told to be used up holds longer.
                bool isHeld = Array.Exists(weights, used => used.Interval > TimeSpan.FromMinutes(1) && used.Weight > used.Limit * 9 / 10);
                Assert.True(isHeld || (last.IsCompletedSuccessfully && last.Result.IsGranted));
            },
            iter: 2_000);

    [Fact]
    public void A_minute_that_one_response_told_from_far_ahead_does_not_count_any_more_when_the_clock_is_right_again()
    {
        var world = new World(needsConnection: false);
        world.Ask(1, withToken: false);
        world.Ask(1, withToken: false);
        world.Answer(world.Time.Now.AddHours(3), [new UsedWeight(TimeSpan.FromMinutes(1), 5_990)], ServerSignal.Accepted, null, default, new Version(2, 0));
        world.Answer(world.Time.Now, [new UsedWeight(TimeSpan.FromMinutes(1), 10)], ServerSignal.Accepted, null, default, new Version(2, 0));

        world.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.True(world.Ask(50, withToken: false).IsCompleted);
    }

    [Fact]
    public void An_interval_that_is_reported_once_is_forgotten()
    {
        var world = new World(needsConnection: false);
        world.Ask(1, withToken: false);
        world.Answer(world.Time.Now, [new UsedWeight(TimeSpan.FromSeconds(1), 1), new UsedWeight(TimeSpan.FromMinutes(1), 1)], ServerSignal.Accepted, null, default, new Version(2, 0));
        world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(world.Ask(50, withToken: false).IsCompleted);
        Assert.True(world.Ask(50, withToken: false).IsCompleted);
    }

    /// <summary>A rate limiter, the requests that wait for it, and those in flight.</summary>
    private sealed class World
    {
        private readonly List<(Task<AcquireResult> Permit, CancellationTokenSource? Cancel)> _asked = [];

        public World(bool needsConnection)
        {
            RateLimiter = new RateLimiter(Time, needsConnection);
        }

        public VirtualTime Time { get; } = new(VirtualTime.Noon);

        public RateLimiter RateLimiter { get; }

        public Task<AcquireResult> Ask(int weight, bool withToken)
        {
            CancellationTokenSource? cancel = withToken ? new CancellationTokenSource() : null;
            Task<AcquireResult> permit = RateLimiter.AcquireAsync(weight, new WaitReporter(new Recorder()), cancel?.Token ?? CancellationToken.None).AsTask();
            _asked.Add((permit, cancel));
            return permit;
        }

        public void Answer(DateTimeOffset? date, UsedWeight[] weights, ServerSignal signal, TimeSpan? stopFor, TimeSpan latency, Version version)
        {
            if (TakeGranted() is { } permit)
            {
                long received = Time.GetTimestamp();
                RateLimiter.Complete(permit, new ResponseFeedback(true, date, weights, Time.TimestampBefore(latency), received, signal, stopFor, version));
            }
        }

        /// <summary>Answers well whatever is in flight.</summary>
        public void AnswerGranted()
        {
            while (TakeGranted() is { } permit)
            {
                long now = Time.GetTimestamp();
                RateLimiter.Complete(
                    permit, new ResponseFeedback(true, Time.Now, [new UsedWeight(TimeSpan.FromMinutes(1), 1)], now, now, ServerSignal.Accepted, null, new Version(2, 0)));
            }
        }

        public void Lose()
        {
            if (TakeGranted() is { } permit)
            {
                RateLimiter.Complete(permit, new ResponseFeedback(true, null, [], Time.GetTimestamp(), 0, ServerSignal.Unknown));
            }
        }

        public void CancelOne() => _asked.Find(asked => asked.Cancel is not null && !asked.Permit.IsCompleted).Cancel?.Cancel();

        /// <summary>Lets time pass and answers every request that is granted, until nobody waits.</summary>
        public void AnswerAll()
        {
            DateTimeOffset end = Time.Now.AddMinutes(20);
            while (_asked.Count > 0)
            {
                _asked.RemoveAll(asked => asked.Permit.IsCanceled || (asked.Permit.IsCompleted && !asked.Permit.Result.IsGranted));
                int waiting = _asked.Count;
                Answer(Time.Now, [], ServerSignal.Accepted, null, default, new Version(2, 0));
                if (_asked.Count == waiting && waiting > 0)
                {
                    // A wait that can be cancelled ends on another thread.
                    if (Time.NextDue is not { } due)
                    {
                        Assert.True(SpinWait.SpinUntil(() => _asked.Exists(asked => asked.Permit.IsCompleted), TimeSpan.FromSeconds(30)));
                        continue;
                    }

                    Assert.True(due < end, "Somebody waits for more than the five minutes that a call waits.");
                    Time.AdvanceTo(due);
                }
            }
        }

        private AcquireResult? TakeGranted()
        {
            int index = _asked.FindIndex(asked => asked.Permit.IsCompletedSuccessfully && asked.Permit.Result.IsGranted);
            if (index < 0)
            {
                return null;
            }

            AcquireResult permit = _asked[index].Permit.Result;
            _asked.RemoveAt(index);
            return permit;
        }
    }
}
