namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How long imports take in new processes, and what they load.</summary>
internal static class ImportSection
{
    private static readonly string[] Heavy = ["BouncyCastle.Cryptography", "Polly.Core", "PortfolioMargin.Sandbox", "PortfolioMargin.Client", "System.Text.Json", "System.Net.Http"];

    public static void Run(World world, int rounds)
    {
        var module = new List<double>();
        var floor = new List<double>();
        string[] loaded = [];
        for (int round = 0; round < rounds; round++)
        {
            (double time, loaded) = Import(world, Places.Module);
            module.Add(time);
            floor.Add(Import(world, Places.Floor).Time);
        }

        Report.Section("Import, each in a new process");
        double ratio = Figures.Median(module) / Figures.Median(floor);
        Report.Table(["what", "median", "best"],
        [
            ["module", Figures.Milliseconds(Figures.Median(module)), Figures.Milliseconds(module.Min())],
            ["floor", Figures.Milliseconds(Figures.Median(floor)), Figures.Milliseconds(floor.Min())],
            ["module / floor (target: at most 1.30)", Figures.Ratio(ratio), ""],
        ]);
        Report.Note($"Loaded by the module's import: {string.Join(", ", loaded)}.");

        Report.Section("What is loaded when");
        ChildRun child = world.Child.Pwsh("loaded.ps1", world.Address(0), Places.Module);
        Report.Table(["after", "loaded", "of the heavy ones"], child.Objects.Select(step =>
        {
            string[] names = [.. step.GetProperty("loaded").EnumerateArray().Select(name => name.GetString()!)];
            return new[] { step.GetProperty("after").GetString()!, $"{names.Length} assemblies", string.Join(", ", names.Intersect(Heavy)) };
        }));
    }

    private static (double Time, string[] Loaded) Import(World world, string path)
    {
        System.Text.Json.JsonElement result = world.Child.Pwsh("import.ps1", path).Objects[0];
        return (result.GetProperty("ms").GetDouble(), [.. result.GetProperty("loaded").EnumerateArray().Select(name => name.GetString()!)]);
    }
}
