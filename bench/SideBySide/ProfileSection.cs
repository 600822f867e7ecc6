using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Where the time of a new process goes, step by step.</summary>
internal static class ProfileSection
{
    public static void Run(World world, Effort effort)
    {
        Report.Section($"Where a new process's time goes ({Figures.Number(world.Rows)} rows, no latency)");
        var results = new List<JsonElement>();
        for (int round = 0; round < effort.Times(7); round++)
        {
            foreach ((string who, string version, int inFlight) in new[] { ("module", "2.0", 0), ("floor, HTTP/2, 8 in flight", "2.0", 8), ("floor, HTTP/2, 64 in flight", "2.0", 64) })
            {
                IReadOnlyList<JsonElement> steps = world.Child.RunShell(
                    "profile.ps1", world.Address(0), Places.Module, Places.Floor, Places.Probe, who, version, $"{inFlight}").Objects;
                world.RequireAllRows(who, steps[^1].GetProperty("rows").GetInt32());
                results.AddRange(steps);
            }
        }

        Report.Table(["who", "step", "time", "middle half", "first row after", "methods compiled", "compiling took"], results
            .GroupBy(result => (Who: Text(result, "who"), Step: Text(result, "step")))
            .Where(step => step.Key.Step != "nothing")
            .Select(step => new[]
            {
                step.Key.Who,
                step.Key.Step,
                Figures.Milliseconds(Figures.Median(Of(step, "ms"))),
                Figures.Spread(Of(step, "ms")),
                step.Key.Step.EndsWith("list", StringComparison.Ordinal) ? Figures.Milliseconds(Figures.Median(Of(step, "firstRowMs"))) : "",
                Figures.Number(Figures.Median(Of(step, "methods"))),
                Figures.Milliseconds(Figures.Median(Of(step, "jitMs"))),
            }));
    }

    private static string Text(JsonElement result, string property) => result.GetProperty(property).GetString()!;

    private static IEnumerable<double> Of(IEnumerable<JsonElement> results, string property) =>
        results.Select(result => result.GetProperty(property).GetDouble());
}
