using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How the time grows with the rows.</summary>
internal static class LinearSection
{
    public static void Run(World world, Effort effort)
    {
        Report.Section("Cost by length, warm, no latency");
        int[] lengths = [world.Rows / 10, world.Rows / 5, world.Rows / 2, world.Rows];
        int warmUps = effort.WarmUps(15);
        ChildRun child = world.Child.RunShell(
            "linear.ps1", world.Address(0), Places.Module, Places.Probe, $"{effort.Times(25) + warmUps}", string.Join(',', lengths));
        Report.Table(["rows", "median", "middle half", "microseconds per row"], child.Objects
            .GroupBy(result => result.GetProperty("wanted").GetInt32())
            .Select(length =>
            {
                JsonElement[] results = [.. length.Skip(warmUps)];
                Array.ForEach(results, result => World.RequireRows("module", result.GetProperty("rows").GetInt32(), length.Key));
                double[] times = [.. results.Select(result => result.GetProperty("ms").GetDouble())];
                double time = Figures.Median(times);
                return new[] { Figures.Number(length.Key), Figures.Milliseconds(time), Figures.Spread(times), Figures.Ratio(time * 1000 / length.Key) };
            }));
    }
}
