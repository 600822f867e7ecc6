using System.Text.Json;
using PortfolioMargin.Benchmarks.Server;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What a long list holds in memory.</summary>
internal static class FlatSection
{
    public static async Task RunAsync(Effort effort)
    {
        await using World world = await World.CreateAsync(effort.LongRows);
        (ChildRun run, Traffic traffic) = world.Watch(() => world.Child.RunShell(
            "flat.ps1", world.Address(0), Places.Module, Places.Probe, $"{effort.LongRows}", $"{effort.Rows}"));
        JsonElement result = run.Objects[0];
        world.RequireAllRows("module", run.Rows);
        double live = result.GetProperty("live").GetDouble() - result.GetProperty("shortLive").GetDouble();
        Report.Section($"{Figures.Number(effort.LongRows)} rows to Out-Null");
        Report.Table(["what", "figure"],
        [
            ["time", Figures.Milliseconds(result.GetProperty("ms").GetDouble())],
            [$"requests of two lists, and of three of {Figures.Number(effort.Rows)} rows", Figures.Number(traffic.Requests)],
            [$"alive at the last row, over a list of {Figures.Number(effort.Rows)}", $"{Figures.Number(live)} bytes"],
            ["alive per further row", $"{Figures.Ratio(live / (effort.LongRows - effort.Rows))} bytes"],
            ["growth of the peak working set", $"{Figures.Number(result.GetProperty("peak").GetDouble())} bytes"],
        ]);
    }
}
