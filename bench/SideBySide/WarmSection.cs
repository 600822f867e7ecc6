using System.Text.Json;
using PortfolioMargin.Benchmarks.Server;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Each contender in a process of its own that stays, list after list, after it has been run until its times stopped falling.</summary>
internal static class WarmSection
{
    private const int WarmUps = 45;
    private const int WarmUpsFarAway = 6;

    public static void Run(World world, Effort effort, Targets targets)
    {
        Report.Section($"Warm: one list after the other in one process, {Figures.Number(world.Rows)} rows streamed to a counter");
        var lines = new List<string[]>();
        foreach (double roundTrip in effort.RoundTrips)
        {
            Measure(world, effort, roundTrip, [.. Contender.SideBySide, .. Contender.Peers], lines, targets);
        }

        foreach (double roundTrip in effort.LongRoundTrips)
        {
            Measure(world, effort, roundTrip, Contender.SideBySide, lines, targets);
        }

        Report.Table(
            ["round trip", "who", "median", "middle half", "runs", "rows/s", "times the module's", "first row after", "bytes allocated per row", "requests"], lines);
    }

    private static void Measure(World world, Effort effort, double roundTrip, IReadOnlyList<Contender> contenders, List<string[]> lines, Targets targets)
    {
        string address = world.Address(roundTrip);
        Turn[] turns = [.. contenders.Select(contender => new Turn(contender, new Worker(contender.Stay(world, address))))];
        try
        {
            int warmUps = effort.WarmUps(roundTrip > 0 ? WarmUpsFarAway : WarmUps);
            int rounds = effort.Times(roundTrip > 0 ? 12 : 25);
            for (int round = -warmUps; round < rounds; round++)
            {
                foreach (Turn turn in turns)
                {
                    // Peers take up to a second for a list, and many from far away.
                    if (!turn.Contender.IsPeer || (roundTrip > 0 ? round is >= 0 and < 2 : round is >= -10 and < 10))
                    {
                        turn.RunOnce(world, isWarmUp: round < 0);
                    }
                }
            }
        }
        finally
        {
            Array.ForEach(turns, turn => turn.Worker.Dispose());
        }

        double module = turns[0].Median;
        lines.AddRange(turns.Select(turn => turn.Line($"{roundTrip} ms", module)));
        Judge(roundTrip, turns, targets);
    }

    private static void Judge(double roundTrip, Turn[] turns, Targets targets)
    {
        double module = turns[0].Median;
        double Of(Contender who) => turns.First(turn => turn.Contender == who).Median;
        double fastestPeer = turns.Where(turn => turn.Contender.IsPeer).Select(turn => turn.Median).DefaultIfEmpty(double.NaN).Min();
        if (roundTrip > 0)
        {
            targets.Add($"warm, {roundTrip} ms", module, " ms", atMost: 8 * roundTrip);
            targets.Add($"warm, {roundTrip} ms: rows per second, of the floor's with 64 in flight", Of(Contender.WideFloor) / module, "", atLeast: 0.5);
        }
        else
        {
            targets.Add("warm, 0 ms: rows per second, of the floor's with HTTP/2", Of(Contender.Floor) / module, "", atLeast: 0.5);
            targets.Add("warm, 0 ms: rows per second, of the floor's with HTTP/1.1", Of(Contender.Http11Floor) / module, "", atLeast: 0.5);
        }

        if (!double.IsNaN(fastestPeer))
        {
            targets.Add($"warm, {roundTrip} ms: the fastest peer's time, of the module's", fastestPeer / module, "", atLeast: roundTrip > 0 ? 12 : 1);
        }
    }

    private sealed class Turn(Contender contender, Worker worker)
    {
        private readonly List<JsonElement> _results = [];
        private Traffic _traffic;

        public Contender Contender => contender;

        public Worker Worker => worker;

        public double Median => Figures.Median(Of("ms"));

        public void RunOnce(World world, bool isWarmUp)
        {
            (JsonElement result, _traffic) = world.Watch(worker.Next);
            world.RequireAllRows(contender.Name, result.GetProperty("rows").GetInt32());
            if (!isWarmUp)
            {
                _results.Add(result);
            }
        }

        public string[] Line(string roundTrip, double module) =>
        [
            roundTrip,
            contender.Name,
            Figures.Milliseconds(Median),
            Figures.Spread(Of("ms")),
            $"{_results.Count}",
            Figures.Number(_results[0].GetProperty("rows").GetInt32() / Median * 1000),
            Figures.Ratio(Median / module),
            contender.IsPeer ? "" : Figures.Milliseconds(Figures.Median(Of("firstRowMs"))),
            contender.IsPeer ? "" : Figures.Number(Figures.Median(Of("allocated")) / _results[0].GetProperty("rows").GetInt32()),
            Figures.Number(_traffic.Requests),
        ];

        private IEnumerable<double> Of(string property) => _results.Select(result => result.GetProperty(property).GetDouble());
    }
}
