using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class ManifestTests
{
    private static readonly string[] Cmdlets =
        [
            "Export-PmForceOrderReport", "Get-PmCredential", "Get-PmForceOrder", "Get-PmMarginForceOrder", "Measure-PmForceOrder",
            "Remove-PmCredential", "Set-PmCredential", "Test-PmCredential", "Watch-PmForceOrder",
        ];

    [Fact]
    public void The_module_exports_its_cmdlets_and_nothing_else()
    {
        using var engine = new Engine();

        PSModuleInfo module = Assert.IsType<PSModuleInfo>(Assert.Single(engine.Run("Get-Module PortfolioMargin").Output).BaseObject);

        Assert.Equal(Cmdlets, module.ExportedCmdlets.Keys.Order());
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedVariables);
        Assert.Empty(module.ExportedAliases);
    }

    [Fact]
    public void The_manifest_says_where_it_runs_and_what_it_is()
    {
        using var engine = new Engine();

        PSModuleInfo module = Assert.IsType<PSModuleInfo>(
            Assert.Single(engine.Run("Test-ModuleManifest $manifest", ("manifest", Layout.Manifest)).EnsureClean().Output).BaseObject);

        Assert.Equal(new Version(5, 1), module.PowerShellVersion);
        Assert.Equal(["Desktop", "Core"], module.CompatiblePSEditions);
        Assert.NotEqual(Guid.Empty, module.Guid);
        Assert.NotEmpty(module.Author);
        Assert.NotEmpty(module.Description);
        Assert.NotEmpty(module.Copyright);
        Assert.NotEmpty(module.ReleaseNotes);
        Assert.Superset(new HashSet<string> { "PSEdition_Desktop", "PSEdition_Core", "Windows", "Linux", "macOS" }, module.Tags.ToHashSet());
    }

    [Theory]
    [InlineData("Import-Module $manifest")]
    [InlineData("Import-Module $manifest -Force")]
    [InlineData("Import-Module $manifest -Force; Import-Module $manifest -Force")]
    [InlineData("Remove-Module PortfolioMargin; Import-Module $manifest")]
    public void Importing_again_leaves_the_commands_working(string again)
    {
        using Engine engine = Engine.OnSandbox();

        engine.Run(again, ("manifest", Layout.Manifest)).EnsureClean();

        Outcome outcome = engine.Run("Set-PmCredential -Sandbox; Get-PmMarginForceOrder -First 3").EnsureClean();
        Assert.Equal(3, outcome.Output.Count);
        Assert.Contains("Updated (UTC)", engine.Render("Get-PmMarginForceOrder -First 1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Removing_the_module_takes_its_commands_and_credentials_with_it()
    {
        using Engine engine = Engine.OnSandbox();

        engine.Run("Remove-Module PortfolioMargin").EnsureClean();

        Assert.Empty(engine.Run("Get-Command *-Pm* -ErrorAction Ignore").Output);
        Outcome outcome = engine.Run("Import-Module $manifest; Get-PmCredential", ("manifest", Layout.Manifest));
        Assert.Empty(outcome.EnsureClean().Output);
    }
}
