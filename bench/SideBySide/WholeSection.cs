using PortfolioMargin.Benchmarks.Exchange;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>The whole of a process: pwsh starts, imports, sets the credential, fetches 10,000 rows, ends.</summary>
internal static class WholeSection
{
    public static void Run(World world, int rounds)
    {
        Report.Section("Whole process: pwsh starts, imports, fetches 10,000 rows, ends");
        var lines = new List<string[]>();
        foreach ((double roundTrip, string target) in new[] { (50.0, "at most 1.10"), (0.0, "at most 1.30") })
        {
            Contender[] contenders =
            [
                new("module", () => world.Child.Pwsh("whole-module.ps1", world.Address(roundTrip), Places.Module)),
                new("floor, HTTP/2", () => world.Child.Pwsh("whole-floor.ps1", world.Address(roundTrip), Places.Floor, "2.0")),
                new("floor, HTTP/1.1", () => world.Child.Pwsh("whole-floor.ps1", world.Address(roundTrip), Places.Floor, "1.1")),
            ];
            for (int round = -1; round < rounds; round++)
            {
                foreach (Contender contender in contenders)
                {
                    contender.RunOnce(world, isWarmUp: round < 0);
                }
            }

            double module = contenders[0].Median;
            lines.AddRange(contenders.Select(contender => contender.Line($"{roundTrip} ms", module, target)));
        }

        Report.Table(["round trip", "who", "median", "best", "module's time in its", "requests", "connections", "TLS handshakes"], lines);
    }

    private sealed class Contender(string name, Func<ChildRun> run)
    {
        private readonly List<double> _times = [];
        private Traffic _traffic;

        public double Median => Figures.Median(_times);

        public void RunOnce(World world, bool isWarmUp)
        {
            (ChildRun child, _traffic) = world.Watch(run);
            World.RequireAllRows(name, child.Rows);
            if (!isWarmUp)
            {
                _times.Add(child.Elapsed.TotalMilliseconds);
            }
        }

        public string[] Line(string roundTrip, double module, string target) =>
        [
            roundTrip,
            name,
            Figures.Milliseconds(Median),
            Figures.Milliseconds(_times.Min()),
            name == "module" ? "" : $"{Figures.Ratio(module / Median)} ({target})",
            Figures.Number(_traffic.Requests),
            Figures.Number(_traffic.Connections),
            Figures.Number(_traffic.Handshakes),
        ];
    }
}
