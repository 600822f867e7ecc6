using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class BindingErrorTests : IDisposable
{
    private readonly Engine _engine = Engine.OnSandbox();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-PmMarginForceOrder -Page 0", "Page")]
    [InlineData("Get-PmMarginForceOrder -Page -1", "Page")]
    [InlineData("Get-PmMarginForceOrder -Page 99999999999", "Page")]
    [InlineData("Get-PmMarginForceOrder -Page one", "Page")]
    [InlineData("Get-PmMarginForceOrder -PageSize 0", "PageSize")]
    [InlineData("Get-PmMarginForceOrder -PageSize 101", "PageSize")]
    [InlineData("Get-PmMarginForceOrder -All -ThrottleLimit 0", "ThrottleLimit")]
    [InlineData("Get-PmMarginForceOrder -All -ThrottleLimit 65", "ThrottleLimit")]
    [InlineData("Get-PmMarginForceOrder -RecvWindow 0", "RecvWindow")]
    [InlineData("Get-PmMarginForceOrder -RecvWindow 60001", "RecvWindow")]
    [InlineData("Get-PmMarginForceOrder -First -1", "First")]
    [InlineData("Get-PmMarginForceOrder -Skip -1", "Skip")]
    [InlineData("Get-PmMarginForceOrder -ProfileName ''", "ProfileName")]
    [InlineData("Get-PmMarginForceOrder -ProfileName $null", "ProfileName")]
    [InlineData("Get-PmMarginForceOrder -ConnectionTimeoutSeconds -1", "ConnectionTimeoutSeconds")]
    [InlineData("Get-PmMarginForceOrder -OperationTimeoutSeconds 9999999", "OperationTimeoutSeconds")]
    [InlineData("Get-PmMarginForceOrder -MaximumRetryCount -1", "MaximumRetryCount")]
    [InlineData("Get-PmMarginForceOrder -StartTime yesterday", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -StartTime ''", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -StartTime -1", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -StartTime 1.5", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -StartTime $true", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -StartTime ([datetime]::MinValue)", "StartTime")]
    [InlineData("Get-PmMarginForceOrder -EndTime 9999999999999999", "EndTime")]
    [InlineData("Get-PmMarginForceOrder -EndTime @(1, 2)", "EndTime")]
    [InlineData("Set-PmCredential -ApiKey x -ApiSecret plain", "ApiSecret")]
    [InlineData("Set-PmCredential -ApiKey '' -ApiSecret $null", "ApiKey")]
    [InlineData("Set-PmCredential -ApiKey x -PrivateKeyPath y -Passphrase plain", "Passphrase")]
    [InlineData("Set-PmCredential -Sandbox -ProfileName ' '", "ProfileName")]
    [InlineData("Set-PmCredential -Sandbox -ProfileName 'a*'", "ProfileName")]
    [InlineData("Set-PmCredential -Sandbox -ProfileName \"a$([char]0x202e)b\"", "ProfileName")]
    [InlineData("Set-PmCredential -Sandbox -ProfileName ('a' * 201)", "ProfileName")]
    [InlineData("Set-PmCredential -Sandbox -ProfileName \"a`nb\"", "ProfileName")]
    [InlineData("Set-PmCredential -Sandbox -SandboxOrderCount -1", "SandboxOrderCount")]
    [InlineData("Get-PmCredential -ProfileName ''", "ProfileName")]
    public void A_wrong_value_is_refused_by_a_message_that_names_the_parameter(string script, string parameter)
    {
        Outcome outcome = _engine.Run(script);

        Assert.Contains("ParameterArgument", outcome.ErrorId.Replace("CannotConvertArgument", "ParameterArgument", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"'{parameter}'", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Set-PmCredential", "ApiKey:String, ApiSecret:SecureString")]
    [InlineData("Set-PmCredential -ApiKey k", "ApiSecret:SecureString")]
    [InlineData("Remove-PmCredential", "ProfileName:String[]")]
    public void What_is_mandatory_and_left_out_is_asked_for_by_name_and_secrets_masked(string script, string asked)
    {
        Outcome outcome = _engine.Run(script);

        Assert.Equal(asked, Assert.Single(_engine.Prompts));
        Assert.NotEmpty(outcome.AllErrors);
    }
}
