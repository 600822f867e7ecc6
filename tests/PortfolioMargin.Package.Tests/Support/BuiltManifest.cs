using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>The built module's manifest as the engine reads it.</summary>
internal static class BuiltManifest
{
    private static readonly Lazy<PSModuleInfo> Read = new(() =>
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        return Assert.Single(shell.AddCommand("Test-ModuleManifest").AddParameter("Path", Repository.Manifest).Invoke<PSModuleInfo>());
    });

    public static PSModuleInfo Info => Read.Value;
}
