namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How long imports take in new processes, and what they load.</summary>
internal static class ImportSection
{
    private static readonly string[] Heavy = ["BouncyCastle.Cryptography", "PortfolioMargin.Sandbox", "PortfolioMargin.Client", "System.Text.Json", "System.Net.Http"];

    public static void Run(World world, int rounds)
    {
        string views = "FormatsToProcess = 'PortfolioMargin.Format.ps1xml'\n";
        string types = "TypesToProcess = 'PortfolioMargin.Types.ps1xml'\n";
        const string Plain = "'PortfolioMargin.Floor.dll'";
        const string Chosen = "if ($PSEdition -eq 'Core') { 'PortfolioMargin.Floor.dll' } else { 'none.dll' }";
        Contender module = new("module", Places.Module);
        Contender floor = new("floor", Places.Floor);
        Contender[] contenders =
        [
            module,
            floor,
            new("floor, with the module's types", FloorVariant("types", types, Plain)),
            new("floor, with the module's views", FloorVariant("views", views, Plain)),
            new("floor, with a root module for each edition", FloorVariant("editions", "", Chosen)),
            new("floor, with all three", FloorVariant("all", types + views, Chosen)),
        ];
        for (int round = -1; round < rounds; round++)
        {
            Array.ForEach(contenders, contender => contender.RunOnce(world, isWarmUp: round < 0));
        }

        Report.Section("Import, each in a new process");
        Report.Table(
            ["what", "median", "best", "of the floor's (target for the module: at most 1.30)", "module's in its"],
            contenders.Select(contender => contender.Line(floor.Median, module.Median)));
        Report.Note($"Loaded by the module's import: {string.Join(", ", module.Loaded)}.");

        Report.Section("What is loaded when");
        ChildRun child = world.Child.Pwsh("loaded.ps1", world.Address(0), Places.Module);
        Report.Table(["after", "loaded", "of the heavy ones"], child.Objects.Select(step =>
        {
            string[] names = [.. step.GetProperty("loaded").EnumerateArray().Select(name => name.GetString()!)];
            return new[] { step.GetProperty("after").GetString()!, names.Length == 1 ? "1 assembly" : $"{names.Length} assemblies", string.Join(", ", names.Intersect(Heavy)) };
        }));
    }

    /// <summary>A copy of the floor whose manifest asks the engine for more.</summary>
    private static string FloorVariant(string name, string lines, string rootModule)
    {
        string folder = Path.Combine(Places.Variants, name);
        Directory.CreateDirectory(folder);
        string manifest = Path.Combine(folder, Path.GetFileName(Places.Floor));
        string plain = File.ReadAllText(Places.Floor);
        File.WriteAllText(manifest, plain.Replace("'PortfolioMargin.Floor.dll'", rootModule, StringComparison.Ordinal).Replace("@{\n", "@{\n" + lines, StringComparison.Ordinal));
        string[] files = [Path.ChangeExtension(Places.Floor, ".dll"), .. Directory.GetFiles(Places.ModuleLayout, "*.ps1xml")];
        Array.ForEach(files, file => File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true));
        return manifest;
    }

    private sealed class Contender(string name, string path)
    {
        private readonly List<double> _times = [];

        public double Median => Figures.Median(_times);

        public string[] Loaded { get; private set; } = [];

        public void RunOnce(World world, bool isWarmUp)
        {
            System.Text.Json.JsonElement result = world.Child.Pwsh("import.ps1", path).Objects[0];
            Loaded = [.. result.GetProperty("loaded").EnumerateArray().Select(assembly => assembly.GetString()!)];
            if (!isWarmUp)
            {
                _times.Add(result.GetProperty("ms").GetDouble());
            }
        }

        public string[] Line(double floor, double module) =>
            [name, Figures.Milliseconds(Median), Figures.Milliseconds(_times.Min()), Figures.Ratio(Median / floor), Figures.Ratio(module / Median)];
    }
}
