using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How the time grows with the rows.</summary>
internal static class LinearSection
{
    public static void Run(World world, int rounds)
    {
        Report.Section("Cost by length, warm, no latency");
        ChildRun child = world.Child.Pwsh("linear.ps1", world.Address(0), Places.Module, Places.Probe, $"{rounds + 15}");
        Report.Table(["rows", "median", "microseconds per row"], child.Objects
            .GroupBy(result => result.GetProperty("rows").GetInt32())
            .Select(length =>
            {
                double time = Figures.Median(length.Skip(15).Select((JsonElement result) => result.GetProperty("ms").GetDouble()));
                return new[] { Figures.Number(length.Key), Figures.Milliseconds(time), Figures.Ratio(time * 1000 / length.Key) };
            }));
    }
}
