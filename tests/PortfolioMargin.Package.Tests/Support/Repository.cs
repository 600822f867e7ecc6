using System.Reflection;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>Where the sources are, and where the build puts the module.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Module { get; } = Metadata("ModuleLayout");

    public static string Manifest { get; } = Path.Combine(Module, "PortfolioMargin.psd1");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The folder of a restored package.</summary>
    public static string PackageOf(string name, string version) =>
        Path.Combine(Metadata("PackageRoot"), name.ToLowerInvariant(), version);

    public static string BinariesOf(string framework) => Path.Combine(Module, "bin", framework);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
