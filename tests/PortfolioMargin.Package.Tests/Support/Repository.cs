using System.Reflection;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>Where the sources are, and where the build puts the module.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Module { get; } = Metadata("ModuleLayout");

    public static string Manifest { get; } = Path.Combine(Module, "PortfolioMargin.psd1");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>A full PowerShell, with what installs modules, as a program for dotnet.</summary>
    public static string PowerShell { get; } = Path.Combine(Metadata("PowerShell"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    /// <summary>The folder of a restored package.</summary>
    public static string PackageOf(string name, string version) =>
        Path.Combine(Metadata("PackageRoot"), name.ToLowerInvariant(), version);

    /// <summary>The assemblies that an edition's framework loads: those at the root, those for both frameworks, and its own.</summary>
    public static string[] BinariesOf(string framework) =>
        [.. new[] { Module, Path.Combine(Module, "Dependencies"), Path.Combine(Module, "Dependencies", framework) }.SelectMany(folder => Directory.GetFiles(folder, "*.dll"))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
