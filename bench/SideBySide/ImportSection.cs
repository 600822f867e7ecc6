using System.Text.Json;
using System.Text.RegularExpressions;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How long imports take in new processes, and what they load.</summary>
internal static partial class ImportSection
{
    private static readonly string[] Heavy = ["BouncyCastle.Cryptography", "PortfolioMargin.Sandbox", "PortfolioMargin.Client", "System.Text.Json", "System.Net.Http"];

    public static void Run(World world, Effort effort, Targets targets)
    {
        Turn module = new("module", Places.Module);
        Turn floor = new("floor: the same manifest, the least view, the least type file", Places.Floor);
        Turn bareFloor = new("floor, without either", Without("bare", Places.Floor, "FormatsToProcess", "TypesToProcess", "RequiredAssemblies"));
        Turn[] turns = [module, floor, bareFloor];
        if (!effort.IsCheck)
        {
            turns =
            [
                .. turns,
                new("module, without views", Without("views", Places.Module, "FormatsToProcess")),
                new("module, without types", Without("types", Places.Module, "TypesToProcess")),
                new("module, without either", Without("either", Places.Module, "FormatsToProcess", "TypesToProcess")),
            ];
        }

        int rounds = effort.Times(15);
        for (int round = -effort.WarmUps(1); round < rounds; round++)
        {
            Array.ForEach(turns, turn => turn.RunOnce(world, isWarmUp: round < 0));
        }

        Report.Section("Import, each in a new process");
        Report.Table(["what", "median", "middle half", "runs", "of the floor's"], turns.Select(turn => turn.Line(floor.Median)));
        Report.Note($"Loaded by the module's import: {string.Join(", ", module.Loaded)}.");
        targets.Add("import, of the floor's", module.Median / floor.Median, "", atMost: 1.5);
        targets.Add("import, of a floor's without view and type file", module.Median / bareFloor.Median, "", atMost: 1.5);

        Report.Section("What is loaded when");
        ChildRun child = world.Child.RunShell("loaded.ps1", world.Address(0), Places.Module);
        Report.Table(["after", "loaded", "of the heavy ones"], child.Objects.Select(step =>
        {
            string[] names = [.. step.GetProperty("loaded").EnumerateArray().Select(name => name.GetString()!)];
            return new[] { step.GetProperty("after").GetString()!, names.Length == 1 ? "1 assembly" : $"{names.Length} assemblies", string.Join(", ", names.Intersect(Heavy)) };
        }));
    }

    /// <summary>A copy of a module whose manifest lacks some keys.</summary>
    private static string Without(string name, string original, params string[] keys)
    {
        string folder = Path.Combine(Places.Variants, name);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(original)!))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        string manifest = Path.Combine(folder, Path.GetFileName(original));
        File.WriteAllLines(manifest, File.ReadAllLines(manifest).Where(line => !keys.Contains(Key().Match(line).Value)));
        return manifest;
    }

    [GeneratedRegex(@"\w+(?=\s*=)")]
    private static partial Regex Key();

    private sealed class Turn(string name, string path)
    {
        private readonly List<double> _times = [];

        public double Median => Figures.Median(_times);

        public string[] Loaded { get; private set; } = [];

        public void RunOnce(World world, bool isWarmUp)
        {
            JsonElement result = world.Child.RunShell("import.ps1", path).Objects[0];
            Loaded = [.. result.GetProperty("loaded").EnumerateArray().Select(assembly => assembly.GetString()!)];
            if (!isWarmUp)
            {
                _times.Add(result.GetProperty("ms").GetDouble());
            }
        }

        public string[] Line(double floor) =>
            [name, Figures.Milliseconds(Median), Figures.Spread(_times), $"{_times.Count}", Figures.Ratio(Median / floor)];
    }
}
