using PortfolioMargin.Benchmarks.Server;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>The whole of a process: it starts, imports, knows its key, fetches the list, ends.</summary>
internal static class WholeSection
{
    public static void Run(World world, Effort effort)
    {
        Report.Section($"Whole process: it starts, imports, fetches {Figures.Number(world.Rows)} rows, ends");
        var lines = new List<string[]>();
        foreach (double roundTrip in effort.RoundTrips)
        {
            Measure(world, effort, roundTrip, [.. Contender.SideBySide, .. Contender.Peers], lines);
        }

        foreach (double roundTrip in effort.LongRoundTrips)
        {
            Measure(world, effort, roundTrip, Contender.SideBySide, lines);
        }

        Report.Table(
            ["round trip", "who", "median", "middle half", "runs", "times the module's", "requests", "connections", "TLS handshakes"], lines);
    }

    private static void Measure(World world, Effort effort, double roundTrip, IReadOnlyList<Contender> contenders, List<string[]> lines)
    {
        string address = world.Address(roundTrip);
        Turn[] turns = [.. contenders.Select(contender => new Turn(contender))];
        int rounds = effort.Times(11);
        for (int round = -effort.WarmUps(1); round < rounds; round++)
        {
            foreach (Turn turn in turns.Where(turn => !turn.Contender.IsPeer || round is 0 or 1))
            {
                turn.RunOnce(world, address, isWarmUp: round < 0);
            }
        }

        double module = turns[0].Median;
        lines.AddRange(turns.Select(turn => turn.Line($"{roundTrip} ms", module)));
    }

    private sealed class Turn(Contender contender)
    {
        private readonly List<double> _times = [];
        private Traffic _traffic;

        public Contender Contender => contender;

        public double Median => Figures.Median(_times);

        public void RunOnce(World world, string address, bool isWarmUp)
        {
            (ChildRun child, _traffic) = world.Watch(() => Child.Run(contender.Whole(world, address)));
            world.RequireAllRows(contender.Name, child.Rows);
            if (!isWarmUp)
            {
                _times.Add(child.Elapsed.TotalMilliseconds);
            }
        }

        public string[] Line(string roundTrip, double module) =>
        [
            roundTrip,
            contender.Name,
            Figures.Milliseconds(Median),
            Figures.Spread(_times),
            $"{_times.Count}",
            Figures.Ratio(Median / module),
            Figures.Number(_traffic.Requests),
            Figures.Number(_traffic.Connections),
            Figures.Number(_traffic.Handshakes),
        ];
    }
}
