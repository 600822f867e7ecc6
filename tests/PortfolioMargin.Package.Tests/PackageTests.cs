using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

public class PackageTests(PackedModule package)
{
    [Fact]
    public void What_is_installed_is_what_was_built_file_for_file()
    {
        string[] built = FilesIn(Repository.Module);
        Assert.Equal(built, FilesIn(package.Installed));
        Assert.All(built, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(Repository.Module, file)),
            File.ReadAllBytes(Path.Combine(package.Installed, file))));
    }

    [Theory]
    [InlineData("PortfolioMargin.psd1")]
    [InlineData("PortfolioMargin.Format.ps1xml")]
    [InlineData("PortfolioMargin.Types.ps1xml")]
    [InlineData("LICENSE")]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("THIRD-PARTY-NOTICES.md")]
    public void Its_root_holds(string file) => Assert.True(File.Exists(Path.Combine(package.Installed, file)), file);

    [Fact]
    public void It_describes_itself_as_the_manifest_does()
    {
        PSModuleInfo manifest = BuiltManifest.Info;
        Assert.Equal(manifest.Name, package.Says("id"));
        Assert.Equal(manifest.Author, package.Says("authors"));
        Assert.Equal(manifest.Description, package.Says("description"));
        Assert.Equal(manifest.Copyright, package.Says("copyright"));
        Assert.Equal(manifest.ReleaseNotes, package.Says("releaseNotes"));
    }

    [Fact]
    public void Its_tags_are_what_Find_Module_and_Find_Command_search_by()
    {
        string[] expected =
        [
            "PSModule", "PSIncludes_Cmdlet", "PSEdition_Desktop", "PSEdition_Core", "Windows", "Linux", "macOS",
            .. BuiltManifest.Info.Tags,
            .. BuiltManifest.Info.ExportedCmdlets.Keys.SelectMany(name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" }),
        ];
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), package.Says("tags")!.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_names_no_web_address_that_nobody_has_set_up()
    {
        Assert.Null(package.Says("projectUrl"));
        Assert.Null(package.Says("licenseUrl"));
        Assert.Null(package.Says("iconUrl"));
        Assert.Null(package.Says("repository"));
        Assert.DoesNotContain("://", File.ReadAllText(Path.Combine(package.Installed, "PortfolioMargin.psd1")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_addresses_that_it_was_packed_with()
    {
        PackedModule addressed = package.Addressed!;
        Assert.Equal(PackedModule.Addresses["ProjectUri"], addressed.Says("projectUrl"));
        Assert.Equal(PackedModule.Addresses["LicenseUri"], addressed.Says("licenseUrl"));
        Assert.Equal(PackedModule.Addresses["IconUri"], addressed.Says("iconUrl"));
        string manifest = File.ReadAllText(Path.Combine(addressed.Installed, "PortfolioMargin.psd1"));
        Assert.All(["ProjectUri", "LicenseUri", "IconUri"], name => Assert.Contains($"{name} = '{PackedModule.Addresses[name]}'", manifest, StringComparison.Ordinal));
        Assert.Equal(FilesIn(package.Installed), FilesIn(addressed.Installed));
    }

    [Fact]
    public void It_depends_on_no_other_package() => Assert.Null(package.Says("dependencies"));

    [Fact]
    public void Installed_it_imports_and_does_its_job()
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript("""
            param($manifest)
            $ErrorActionPreference = 'Stop'
            Import-Module $manifest
            Set-PmCredential -Sandbox
            (Get-Module PortfolioMargin).ModuleBase
            Get-PmMarginForceOrder -PageSize 1
            """).AddParameter("manifest", Path.Combine(package.Installed, "PortfolioMargin.psd1"));
        PSObject[] output = [.. shell.Invoke()];

        Assert.Empty(shell.Streams.Error);
        Assert.Equal(package.Installed, output[0].BaseObject);
        Assert.Equal(180015097L, output[1].Properties["OrderId"].Value);
        Assert.StartsWith(package.Installed, output[1].BaseObject.GetType().Assembly.Location, StringComparison.Ordinal);
    }

    private static string[] FilesIn(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
