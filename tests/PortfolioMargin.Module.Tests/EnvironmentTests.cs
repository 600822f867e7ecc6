using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

[Collection(ProcessEnvironment.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Variables = ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_PRIVATE_KEY_PATH", "BINANCE_PRIVATE_KEY_PASSPHRASE"];
    private readonly Engine _engine = new();

    public EnvironmentTests() => Clear();

    public void Dispose()
    {
        Clear();
        _engine.Dispose();
    }

    [Fact]
    public void Key_and_secret_are_taken_from_the_environment()
    {
        Set("BINANCE_API_KEY", Secrets.ApiKey);
        Set("BINANCE_API_SECRET", Secrets.ApiSecret);

        PSObject shown = Assert.Single(_engine.Run("Set-PmCredential -FromEnvironment -PassThru").EnsureClean().Output);

        Assert.Equal(Secrets.MaskedApiKey, shown.Properties["MaskedKey"].Value);
        Assert.Equal("Hmac", shown.Properties["KeyType"].Value.ToString());
        Assert.Equal("Environment", shown.Properties["Source"].Value.ToString());
    }

    [Fact]
    public void Key_and_private_key_file_are_taken_from_the_environment()
    {
        Set("BINANCE_API_KEY", Secrets.ApiKey);
        Set("BINANCE_PRIVATE_KEY_PATH", Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8-aes256.pem"));

        Assert.Equal("PassphraseRequired", _engine.Run("Set-PmCredential -FromEnvironment").ErrorId);

        Set("BINANCE_PRIVATE_KEY_PASSPHRASE", Secure.Passphrase);
        Assert.Equal("Rsa", Assert.Single(_engine.Run("Set-PmCredential -FromEnvironment -PassThru").EnsureClean().Output).Properties["KeyType"].Value.ToString());
    }

    [Theory]
    [InlineData(null, "BINANCE_API_KEY")]
    [InlineData("BINANCE_API_SECRET", "BINANCE_API_KEY")]
    [InlineData("BINANCE_API_KEY", "BINANCE_API_SECRET")]
    public void The_variable_that_is_missing_is_named(string? present, string missing)
    {
        if (present is not null)
        {
            Set(present, "ValueValueValueValue");
        }

        Outcome outcome = _engine.Run("Set-PmCredential -FromEnvironment");

        ErrorRecordTests.Check(outcome, "EnvironmentVariableMissing", ErrorCategory.ObjectNotFound, "Default");
        Assert.Contains(missing, outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ValueValue", outcome.Error.Exception.Message, StringComparison.Ordinal);
    }

    private static void Set(string variable, string? value) => Environment.SetEnvironmentVariable(variable, value);

    private static void Clear() => Array.ForEach(Variables, variable => Set(variable, null));
}
