using System.Text.Json;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

/// <summary>A package's whole way, in a full PowerShell whose home is this test's own: published, found, installed, imported, packed again by others.</summary>
public sealed class InstallationTests(PackedModule package) : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("PortfolioMargin.Home.").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_package_is_published_to_a_folder_found_installed_and_imported_by_name()
    {
        JsonElement told = await RunAsync("Install.ps1", "-Package", package.Addressed!.PackagePath);

        Assert.Equal("PortfolioMargin", told.GetProperty("Found").GetString());
        Assert.Equal(PackedModule.Addresses["ProjectUri"], told.GetProperty("ProjectUri").GetString());
        Assert.StartsWith(_home, told.GetProperty("ModuleBase").GetString(), StringComparison.Ordinal);
        Assert.Equal(347, told.GetProperty("Orders").GetInt32());
        Assert.Equal(PackedModule.Addresses["HelpUri"] + "/Get-PmMarginForceOrder.md", told.GetProperty("OnlineHelp").GetString());
    }

    [Theory]
    [InlineData("Update-PSModuleManifest")]
    [InlineData("Update-ModuleManifest")]
    public async Task A_manifest_that_was_updated_still_serves_both_editions(string command)
    {
        JsonElement told = await RunAsync("Update.ps1", "-Module", package.Installed, "-Command", command);

        Assert.Equal("PortfolioMargin.dll", told.GetProperty("RootModule").GetString());
        Assert.Equal("Desktop Core", told.GetProperty("Editions").GetString());
        Assert.Equal("noted here", told.GetProperty("ReleaseNotes").GetString());
        Assert.Equal(347, told.GetProperty("Orders").GetInt32());
    }

    /// <summary>Runs one of the scripts beside this file; its last line is what it has to tell.</summary>
    private async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        string path = Path.Combine(Repository.Root, "tests", "PortfolioMargin.Package.Tests", "Scripts", script);
        string output = await PackedModule.RunAsync(
            [Repository.PowerShell, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", path, "-Folder", _home, .. arguments],
            new Dictionary<string, string>
            {
                ["HOME"] = _home,
                ["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(_home, ".local", "share")).FullName,
                ["XDG_CONFIG_HOME"] = Directory.CreateDirectory(Path.Combine(_home, "config")).FullName,
                ["XDG_CACHE_HOME"] = Directory.CreateDirectory(Path.Combine(_home, "cache")).FullName,
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            });
        return JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
    }
}
