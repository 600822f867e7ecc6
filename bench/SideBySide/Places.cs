using System.Reflection;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Where everything is.</summary>
internal static class Places
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    private static string Version { get; } = Metadata("ModuleVersion");

    private static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Where the measured module is laid out: built for this, apart from what tests import.</summary>
    public static string ModuleLayout => Path.Combine(Root, "bench", "out", "PortfolioMargin", Version) + Path.DirectorySeparatorChar;

    public static string Module => Path.Combine(ModuleLayout, "PortfolioMargin.psd1");

    public static string ModuleProject => Path.Combine(Root, "src", "PortfolioMargin", "PortfolioMargin.csproj");

    public static string Floor => Path.Combine(Root, "bench", "Floor", "bin", Configuration, "net8.0", "PortfolioMargin.Floor.psd1");

    /// <summary>Copies of the floor with more in their manifests.</summary>
    public static string Variants => Path.Combine(Root, "bench", "out", "variants");

    public static string Probe => Path.Combine(Root, "bench", "Probe", "bin", Configuration, "net8.0", "PortfolioMargin.Probe.dll");

    public static string Peers => Path.Combine(Root, "bench", "peers");

    public static string Script(string name) => Path.Combine(Root, "bench", "SideBySide", "scripts", name);

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
