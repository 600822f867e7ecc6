using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What the Tab key offers.</summary>
public sealed class CompletionTests : IDisposable
{
    /// <summary>Where a file is meant.</summary>
    private static readonly string[] Paths = ["PrivateKeyPath", "Path", "CheckpointPath"];

    /// <summary>The engine's own paging parameters, whose completion is the engine's.</summary>
    private static readonly string[] Engines = ["First", "Skip"];

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void No_parameter_of_any_cmdlet_offers_file_names_unless_a_file_is_meant()
    {
        IEnumerable<(string Cmdlet, string Parameter)> parameters =
            from found in _engine.Run("Get-Command -Module PortfolioMargin").EnsureClean().Output
            let cmdlet = (CmdletInfo)found.BaseObject
            from parameter in cmdlet.Parameters.Values
            where parameter.ParameterType != typeof(SwitchParameter)
                && !Cmdlet.CommonParameters.Contains(parameter.Name)
                && !Paths.Contains(parameter.Name)
                && !Engines.Contains(parameter.Name)
            select (cmdlet.Name, parameter.Name);

        string[] offering = [.. parameters
            .Where(pair => Complete($"{pair.Cmdlet} -{pair.Parameter} ").Any(match => match.ResultType is CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer))
            .Select(pair => $"{pair.Cmdlet} -{pair.Parameter}")];

        Assert.NotEmpty(parameters);
        Assert.Empty(offering);
    }

    [Theory]
    [InlineData("Get-PmForceOrder -Market ", "Margin", "Um", "Cm")]
    [InlineData("Get-PmForceOrder -AutoCloseType ", "Liquidation", "Adl")]
    [InlineData("Get-PmForceOrder -StartTime -7", "-7d")]
    [InlineData("Get-PmMarginForceOrder -EndTime ", "-1h", "-24h", "-7d", "-30d", "-90d", "(Get-Date).Date", "(Get-Date).Date.AddDays(-1)")]
    [InlineData("Set-PmCredential -BaseUri h", "https://papi.binance.com/")]
    [InlineData("Set-PmCredential -Sandbox -SandboxFault ha", "'1:half'", "'1:hang'")]
    [InlineData("Set-PmCredential -Sandbox -SandboxFault '2:503 3-5:res", "'2:503 3-5:reset'")]
    [InlineData("Set-PmCredential -Sandbox -SandboxFault '2:503 st", "'2:503 1:stall'")]
    [InlineData("Get-PmForceOrder -Newest ")]
    [InlineData("Set-PmCredential -ApiSecret ")]
    [InlineData("Get-PmForceOrder -Symbol ")]
    public void A_parameter_offers_what_fits_it(string typed, params string[] offered) =>
        Assert.Equal(offered.Order(StringComparer.Ordinal), Complete(typed).Select(match => match.CompletionText).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Get-PmForceOrder ")]
    [InlineData("Get-PmForceOrder -ProfileName ")]
    [InlineData("Test-PmCredential -Name ")]
    public void Profiles_are_offered_with_the_quotes_they_need(string typed)
    {
        _engine.Run("'desk', 'Desk one', \"O'Brien\" | ForEach-Object { Set-PmCredential -Sandbox -ProfileName $_ }").EnsureClean();

        Assert.Equal(["'Desk one'", "'O''Brien'", "desk"], Complete(typed).Select(match => match.CompletionText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fault_of_the_sandbox_is_offered()
    {
        string message = _engine.Run("Set-PmCredential -Sandbox -SandboxFault none").Error.ToString();
        string[] kinds = [.. message[message.IndexOf("Words: ", StringComparison.Ordinal)..].Split(": ")[1].Split(", ")
            .Select(usage => usage.Split('/', '[')[0]).TakeWhile(kind => kind != "3XX")];

        string[] offered = [.. Complete("Set-PmCredential -Sandbox -SandboxFault ").Select(match => match.ListItemText.Split('/')[0])];

        Assert.True(kinds.Length > 20);
        Assert.Subset(offered.ToHashSet(), kinds.ToHashSet());
    }

    [Fact]
    public void Every_fault_that_is_offered_is_one()
    {
        string[] offered = [.. Complete("Set-PmCredential -Sandbox -SandboxFault ").Select(match => match.CompletionText)];

        Assert.All(offered, script => _engine.Run($"Set-PmCredential -Sandbox -SandboxFault {script}").EnsureClean());
    }

    [Fact]
    public void Vaults_and_secrets_are_what_Get_Secret_offers()
    {
        _engine.Run("""
            New-Module -Name Microsoft.PowerShell.SecretManagement {
                function Get-Secret {
                    [CmdletBinding()] param(
                        [ArgumentCompleter({ param($c, $p, $word) 'Binance', 'Desk' -like "$word*" })] [string] $Name,
                        [ArgumentCompleter({ param($c, $p, $word) 'Local', 'Team' -like "$word*" })] [string] $Vault)
                }
            } | Import-Module -Global
            """).EnsureClean();

        Assert.Equal(["Binance", "Desk"], Complete("Set-PmCredential -SecretName ").Select(match => match.CompletionText));
        Assert.Equal(["Desk"], Complete("Set-PmCredential -VaultName Team -SecretName D").Select(match => match.CompletionText));
        Assert.Equal(["Local"], Complete("Set-PmCredential -SecretName Desk -VaultName L").Select(match => match.CompletionText));
    }

    [Fact]
    public void Without_SecretManagement_nothing_is_offered() => Assert.Empty(Complete("Set-PmCredential -SecretName "));

    private CompletionResult[] Complete(string typed) =>
        [.. _engine.Run("(TabExpansion2 -inputScript $typed -cursorColumn $typed.Length).CompletionMatches", ("typed", typed)).EnsureClean().Output.Select(match => (CompletionResult)match.BaseObject)];
}
