using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Where the time of a new process goes, step by step.</summary>
internal static class ProfileSection
{
    public static void Run(World world, int rounds)
    {
        Report.Section("Where a new process's time goes (10,000 rows, no latency)");
        var results = new List<JsonElement>();
        for (int round = 0; round < rounds; round++)
        {
            foreach ((string who, string version) in new[] { ("module", "2.0"), ("floor, HTTP/2", "2.0"), ("floor, HTTP/1.1", "1.1") })
            {
                results.AddRange(world.Child.Pwsh("profile.ps1", world.Address(0), Places.Module, Places.Floor, who, version).Objects);
            }
        }

        Report.Table(["who", "step", "time", "methods compiled", "compiling took"], results
            .GroupBy(result => (Who: Text(result, "who"), Step: Text(result, "step")))
            .Where(step => step.Key.Step != "nothing")
            .Select(step => new[]
            {
                step.Key.Who,
                step.Key.Step,
                Figures.Milliseconds(Of(step, "ms")),
                Figures.Number(Of(step, "methods")),
                Figures.Milliseconds(Of(step, "jitMs")),
            }));
    }

    private static string Text(JsonElement result, string property) => result.GetProperty(property).GetString()!;

    private static double Of(IEnumerable<JsonElement> results, string property) =>
        Figures.Median(results.Select(result => result.GetProperty(property).GetDouble()));
}
