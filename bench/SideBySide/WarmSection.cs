using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>The module and the floor in one process, after both have been run until their times stopped falling.</summary>
internal static class WarmSection
{
    private const int WarmUps = 45;

    public static void Run(World world, int rounds)
    {
        Report.Section("Warm, in one pwsh process, 10,000 rows streamed to a counter");
        var lines = new List<string[]>();
        foreach (double roundTrip in new[] { 0.0, 50.0 })
        {
            int warmUps = roundTrip > 0 ? 2 : WarmUps;
            ChildRun child = world.Child.Pwsh(
                "warm.ps1", world.Address(roundTrip), Places.Module, Places.Floor, Places.Probe, $"{warmUps + (roundTrip > 0 ? rounds / 2 : rounds)}");
            double module = 0;
            foreach (IGrouping<string, JsonElement> who in child.Objects.GroupBy(result => result.GetProperty("who").GetString()!))
            {
                JsonElement[] results = [.. who.Skip(warmUps)];
                Array.ForEach(results, result => World.RequireAllRows(who.Key, result.GetProperty("rows").GetInt32()));
                double time = Of(results, "ms");
                module = who.Key == "module" ? time : module;
                lines.Add(
                [
                    $"{roundTrip} ms",
                    who.Key,
                    Figures.Milliseconds(time),
                    Figures.Number(World.Rows / time * 1000),
                    who.Key == "module" ? "" : Figures.Ratio(time / module),
                    Figures.Milliseconds(Of(results, "firstRowMs")),
                    Figures.Number(Of(results, "allocated") / World.Rows),
                ]);
            }
        }

        Report.Table(["round trip", "who", "median", "rows/s", "module's rows/s in its (at least 0.90)", "first row after", "bytes allocated per row"], lines);
    }

    private static double Of(JsonElement[] results, string property) => Figures.Median(results.Select(result => result.GetProperty(property).GetDouble()));
}
