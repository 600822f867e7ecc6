using System.Text.Json;
using PortfolioMargin.Benchmarks.Exchange;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What a million rows hold in memory.</summary>
internal static class FlatSection
{
    private const int LongRows = 1_000_000;

    public static async Task RunAsync()
    {
        await using World world = await World.CreateAsync(LongRows);
        (ChildRun run, Traffic traffic) = world.Watch(() => world.Child.Pwsh(
            "flat.ps1", world.Address(0), Places.Module, Places.Probe, $"{LongRows}", $"{World.Rows}"));
        JsonElement result = run.Objects[0];
        double live = result.GetProperty("live").GetDouble() - result.GetProperty("shortLive").GetDouble();
        Report.Section("A million rows to Out-Null");
        Report.Table(["what", "figure"],
        [
            ["rows", Figures.Number(result.GetProperty("rows").GetDouble())],
            ["time", Figures.Milliseconds(result.GetProperty("ms").GetDouble())],
            ["requests of two walks, and of three over 10,000 rows", Figures.Number(traffic.Requests)],
            ["alive at the last row, over a list of 10,000", $"{Figures.Number(live)} bytes"],
            ["alive per further row", $"{Figures.Ratio(live / (LongRows - World.Rows))} bytes"],
            ["growth of the peak working set", $"{Figures.Number(result.GetProperty("peak").GetDouble())} bytes"],
        ]);
    }
}
