using System.Reflection;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Where the build puts what is tested.</summary>
internal static class Layout
{
    public static string Module { get; } = Metadata("ModuleLayout");

    public static string Manifest { get; } = Path.Combine(Module, "PortfolioMargin.psd1");

    /// <summary>The shell with the module imported, as a program.</summary>
    public static string Host { get; } = Metadata("Host") + (OperatingSystem.IsWindows() ? ".exe" : string.Empty);

    /// <summary>The module for tests in PowerShell.</summary>
    public static string Pester { get; } = Metadata("Pester");

    /// <summary>The sandbox's exchange behind a socket, as a program.</summary>
    public static string SandboxServer { get; } = Metadata("SandboxServer");

    /// <summary>A stranger's module that brings other assemblies by the names of our dependencies.</summary>
    public static string StrangersModule { get; } = Metadata("StrangersModule");

    public static string ThrowAwayKeys { get; } = Path.Combine(Metadata("RepositoryRoot"), "tests", "PortfolioMargin.Client.Tests", "Keys", "ThrowAwayKeys");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    /// <summary>The folder with a culture's help: every Chinese culture falls back to one.</summary>
    public static string HelpIn(string culture) => Path.Combine(Module, culture == "zh-CN" ? "zh" : culture);

    private static string Metadata(string key) =>
        typeof(Layout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
