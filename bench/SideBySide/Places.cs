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

    /// <summary>Whether pwsh is on this machine. Otherwise the repository's own shell stands in for it.</summary>
    public static bool HasPwsh { get; } = Exists("pwsh");

    /// <summary>Whether the Node clients can run here.</summary>
    public static bool HasPeers { get; } = Directory.Exists(Path.Combine(Peers, "node_modules")) && Exists("node");

    public static string HostProject => Path.Combine(Root, "src", "PortfolioMargin.Host", "PortfolioMargin.Host.csproj");

    /// <summary>The repository's own shell.</summary>
    public static string Host => Path.Combine(Root, "src", "PortfolioMargin.Host", "bin", "Debug", "net10.0", "PortfolioMargin.Host.dll");

    private static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
