using CsCheck;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Client.Tests.Watching;

/// <summary>Random histories, kills, failures and clocks: no order is lost, and only the orders of a look that was killed come again.</summary>
public sealed class WatchProperties
{
    private const int Histories = 300;
    private static readonly TimeSpan Lookback = TimeSpan.FromMinutes(10);

    private enum Event
    {
        Look,
        Arrive,
        ArriveLate,
        Update,
        Kill,
        KillInCheckpoint,
        Fail,
        JumpClock,
        Sleep,
    }

    [Fact]
    public void Over_any_history_each_order_comes_once_and_again_only_after_a_kill() =>
        Gen.Select(Gen.Enum<Event>(), Gen.Int[0, 1000]).List[1, 40].Sample(history => Assert.Empty(RunAsync(history).GetAwaiter().GetResult()), iter: Histories);

    /// <summary>Plays a history, looks once more, and returns what went wrong.</summary>
    private static async Task<List<string>> RunAsync(IReadOnlyList<(Event Event, int Number)> history)
    {
        using var folder = new TemporaryFolder();
        using var world = new WatchWorld();
        var run = new Run(world, folder.File("checkpoint.json"));
        await run.LookAsync(_ => false);
        foreach ((Event what, int number) in history)
        {
            await PlayAsync(world, run, what, number);
        }

        await run.LookAsync(_ => false);
        run.End();
        return [
            .. world.Listed.Except(run.Came).Select(order => $"lost: {order}"),
            .. run.Came.GroupBy(order => order).Where(order => order.Count() > 1 + run.Killed.Count(killed => killed == order.Key)).Select(order => $"twice: {order.Key}"),
        ];
    }

    private static async Task PlayAsync(WatchWorld world, Run run, Event what, int number)
    {
        world.Time.Advance(TimeSpan.FromSeconds(number % 90));
        switch (what)
        {
            case Event.Look:
                await run.LookAsync(_ => false);
                break;
            case Event.Arrive:
                world.Markets[number % 3].Arrive(1 + (number % 4));
                break;
            case Event.ArriveLate:
                world.Markets[number % 3].Arrive(1, TimeSpan.FromSeconds(number % (Lookback.TotalSeconds - 1)));
                break;
            case Event.Update:
                world.Markets[number % 3].Update(1, number);
                break;
            case Event.Kill:
                await run.LookAsync(handedOut => handedOut >= number % 3);
                break;
            case Event.KillInCheckpoint:
                await run.LookAsync(_ => false, 1 + (number % 5));
                break;
            case Event.Fail:
                int failures = 1 + (number % 9);
                world.FaultFor = _ => failures-- > 0 ? Fault.Unavailable("unavailable") : null;
                await run.LookAsync(_ => false);
                world.FaultFor = null;
                break;
            case Event.JumpClock:
                world.Time.WallError = TimeSpan.FromSeconds((number - 500) * 60);
                break;
            case Event.Sleep:
                world.Time.Advance(TimeSpan.FromMinutes(number));
                break;
        }
    }

    /// <summary>A watch that is begun anew with its checkpoint after each kill.</summary>
    private sealed class Run(WatchWorld world, string checkpoint)
    {
        private IForceOrderWatch? _watch;
        private int _killAtStep;

        /// <summary>Every order that was handed out, as often as it was.</summary>
        public List<string> Came { get; } = [];

        /// <summary>The orders of looks that were killed before the checkpoint was written, once for each kill.</summary>
        public List<string> Killed { get; } = [];

        public async Task LookAsync(Func<int, bool> isKilledAfter, int killAtStep = 0)
        {
            _killAtStep = killAtStep;
            _watch ??= world.Watch(new ForceOrderWatchQuery { CheckpointPath = checkpoint, Lookback = Lookback }, Step);
            WatchLook look = await world.Finish(_watch.LookAsync(TestContext.Current.CancellationToken));
            int handedOut = 0;
            foreach (string order in look.Orders.Select(WatchWorld.NameOf))
            {
                if (isKilledAfter(handedOut++))
                {
                    Kill(look);
                    return;
                }

                Came.Add(order);
            }

            try
            {
                _watch.Commit();
            }
            catch (KilledException)
            {
                Kill(look);
            }
        }

        public void End() => _watch?.Dispose();

        private void Step()
        {
            if (_killAtStep > 0 && --_killAtStep == 0)
            {
                throw new KilledException();
            }
        }

        /// <summary>The operating system lets go of the lock; all else is as the process left it.</summary>
        private void Kill(WatchLook look)
        {
            Killed.AddRange(look.Orders.Select(WatchWorld.NameOf));
            End();
            _watch = null;
            world.Restart();
        }
    }

    private sealed class KilledException : Exception;
}
