using System.Management.Automation;
using System.Security;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class ParameterContractTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-PmMarginForceOrder", "StartTime", typeof(DateTimeOffset?))]
    [InlineData("Get-PmMarginForceOrder", "EndTime", typeof(DateTimeOffset?))]
    [InlineData("Get-PmMarginForceOrder", "Page", typeof(int), "Current")]
    [InlineData("Get-PmMarginForceOrder", "PageSize", typeof(int), "Size")]
    [InlineData("Get-PmMarginForceOrder", "All", typeof(SwitchParameter))]
    [InlineData("Get-PmMarginForceOrder", "ThrottleLimit", typeof(int))]
    [InlineData("Get-PmMarginForceOrder", "Newest", typeof(int))]
    [InlineData("Get-PmMarginForceOrder", "RecvWindow", typeof(int))]
    [InlineData("Get-PmMarginForceOrder", "ProfileName", typeof(string[]), "Name")]
    [InlineData("Get-PmMarginForceOrder", "Credential", typeof(PSCredential))]
    [InlineData("Get-PmMarginForceOrder", "First", typeof(ulong))]
    [InlineData("Get-PmMarginForceOrder", "Skip", typeof(ulong))]
    [InlineData("Get-PmMarginForceOrder", "IncludeTotalCount", typeof(SwitchParameter))]
    [InlineData("Get-PmMarginForceOrder", "Proxy", typeof(Uri))]
    [InlineData("Get-PmMarginForceOrder", "ProxyCredential", typeof(PSCredential))]
    [InlineData("Get-PmMarginForceOrder", "ConnectionTimeoutSeconds", typeof(int))]
    [InlineData("Get-PmMarginForceOrder", "OperationTimeoutSeconds", typeof(int))]
    [InlineData("Get-PmMarginForceOrder", "MaximumRetryCount", typeof(int))]
    [InlineData("Get-PmForceOrder", "StartTime", typeof(DateTimeOffset?))]
    [InlineData("Get-PmForceOrder", "EndTime", typeof(DateTimeOffset?))]
    [InlineData("Get-PmForceOrder", "Symbol", typeof(string))]
    [InlineData("Get-PmForceOrder", "Newest", typeof(int))]
    [InlineData("Get-PmForceOrder", "ThrottleLimit", typeof(int))]
    [InlineData("Get-PmForceOrder", "RecvWindow", typeof(int))]
    [InlineData("Get-PmForceOrder", "ProfileName", typeof(string[]), "Name")]
    [InlineData("Get-PmForceOrder", "Credential", typeof(PSCredential))]
    [InlineData("Get-PmForceOrder", "Proxy", typeof(Uri))]
    [InlineData("Get-PmForceOrder", "ProxyCredential", typeof(PSCredential))]
    [InlineData("Get-PmForceOrder", "ConnectionTimeoutSeconds", typeof(int))]
    [InlineData("Get-PmForceOrder", "OperationTimeoutSeconds", typeof(int))]
    [InlineData("Get-PmForceOrder", "MaximumRetryCount", typeof(int))]
    [InlineData("Set-PmCredential", "ApiKey", typeof(string))]
    [InlineData("Set-PmCredential", "InputObject", typeof(PSObject))]
    [InlineData("Set-PmCredential", "ApiSecret", typeof(SecureString), "Secret")]
    [InlineData("Set-PmCredential", "Credential", typeof(PSCredential))]
    [InlineData("Set-PmCredential", "PrivateKeyPath", typeof(string))]
    [InlineData("Set-PmCredential", "Passphrase", typeof(SecureString))]
    [InlineData("Set-PmCredential", "SecretName", typeof(string))]
    [InlineData("Set-PmCredential", "VaultName", typeof(string))]
    [InlineData("Set-PmCredential", "FromEnvironment", typeof(SwitchParameter))]
    [InlineData("Set-PmCredential", "Sandbox", typeof(SwitchParameter))]
    [InlineData("Set-PmCredential", "SandboxOrderCount", typeof(int))]
    [InlineData("Set-PmCredential", "SandboxWeightLimit", typeof(int))]
    [InlineData("Set-PmCredential", "SandboxLatencyMilliseconds", typeof(int))]
    [InlineData("Set-PmCredential", "SandboxFault", typeof(string))]
    [InlineData("Set-PmCredential", "ProfileName", typeof(string), "Name")]
    [InlineData("Set-PmCredential", "BaseUri", typeof(Uri))]
    [InlineData("Set-PmCredential", "PassThru", typeof(SwitchParameter))]
    [InlineData("Set-PmCredential", "WhatIf", typeof(SwitchParameter), "wi")]
    [InlineData("Set-PmCredential", "Confirm", typeof(SwitchParameter), "cf")]
    [InlineData("Get-PmCredential", "ProfileName", typeof(string[]), "Name")]
    [InlineData("Remove-PmCredential", "ProfileName", typeof(string[]), "Name")]
    [InlineData("Remove-PmCredential", "WhatIf", typeof(SwitchParameter), "wi")]
    [InlineData("Remove-PmCredential", "PassThru", typeof(SwitchParameter))]
    [InlineData("Test-PmCredential", "ProfileName", typeof(string[]), "Name")]
    [InlineData("Test-PmCredential", "Credential", typeof(PSCredential))]
    [InlineData("Test-PmCredential", "Proxy", typeof(Uri))]
    public void A_parameter_has_its_documented_type_and_alias(string command, string parameter, Type type, params string[] aliases)
    {
        ParameterMetadata metadata = Command(command).Parameters[parameter];

        Assert.Equal(type, metadata.ParameterType);
        Assert.Equal(aliases, metadata.Aliases);
    }

    [Theory]
    [InlineData("Market", "[PortfolioMargin.ForceOrderMarket[]]", "Margin Um Cm")]
    [InlineData("AutoCloseType", "[Nullable[PortfolioMargin.AutoCloseType]]", "Liquidation Adl")]
    public void A_closed_set_of_words_is_an_enum(string parameter, string type, string words)
    {
        ParameterMetadata metadata = Command("Get-PmForceOrder").Parameters[parameter];

        Type expected = Assert.IsAssignableFrom<Type>(Assert.Single(_engine.Run(type).EnsureClean().Output).BaseObject);
        Assert.Equal(expected, metadata.ParameterType);
        Assert.Equal(words.Split(' '), Enum.GetNames(Nullable.GetUnderlyingType(expected) ?? expected.GetElementType()!));
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder", "Page", "Page All Newest")]
    [InlineData("Set-PmCredential", "Secret", "Secret Credential PrivateKey Vault Environment Sandbox Row")]
    public void Parameter_sets_and_their_default_are_as_documented(string command, string defaultSet, string sets)
    {
        CommandInfo info = Command(command);

        Assert.Equal(sets.Split(' ').Order(), info.ParameterSets.Select(set => set.Name).Order());
        Assert.Equal(defaultSet, Assert.Single(info.ParameterSets, set => set.IsDefault).Name);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder", "PortfolioMargin.MarginForceOrder")]
    [InlineData("Get-PmForceOrder", "PortfolioMargin.MarginForceOrder PortfolioMargin.UmForceOrder PortfolioMargin.CmForceOrder")]
    [InlineData("Get-PmCredential", "PortfolioMargin.PmCredential")]
    [InlineData("Set-PmCredential", "PortfolioMargin.PmCredential")]
    [InlineData("Remove-PmCredential", "PortfolioMargin.PmCredential")]
    [InlineData("Test-PmCredential", "PortfolioMargin.PmCredentialTest")]
    public void What_a_cmdlet_says_it_returns_is_a_type_that_users_can_name(string command, string types)
    {
        Assert.Equal(types.Split(' '), Command(command).OutputType.Select(type => type.Name));
        Assert.All(types.Split(' '), type => Assert.Equal(type, Assert.Single(_engine.Run($"[{type}].FullName").EnsureClean().Output).BaseObject));
    }

    [Theory]
    [InlineData("Page only", "Get-PmMarginForceOrder -All -Page 2")]
    [InlineData("newest of a page", "Get-PmMarginForceOrder -Newest 3 -PageSize 2")]
    [InlineData("all and newest", "Get-PmMarginForceOrder -Newest 3 -All")]
    [InlineData("one credential only", "Set-PmCredential -Sandbox -ApiKey x")]
    [InlineData("a path or a secret", "Set-PmCredential -ApiKey x -PrivateKeyPath y -SecretName z")]
    public void Parameters_of_different_sets_are_refused_together(string reason, string script)
    {
        Assert.True(_engine.Run(script).ErrorId == "AmbiguousParameterSet", reason);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder", "ProfileName")]
    [InlineData("Get-PmForceOrder", "ProfileName")]
    [InlineData("Test-PmCredential", "ProfileName")]
    [InlineData("Get-PmCredential", "ProfileName")]
    [InlineData("Remove-PmCredential", "ProfileName")]
    public void Profile_names_are_taken_from_the_pipeline_by_property_name(string command, string parameter)
    {
        Assert.All(Command(command).Parameters[parameter].ParameterSets.Values, set => Assert.True(set.ValueFromPipelineByPropertyName));
    }

    private CommandInfo Command(string name) =>
        Assert.IsAssignableFrom<CommandInfo>(Assert.Single(_engine.Run($"Get-Command {name}").Output).BaseObject);
}
