using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>The environment belongs to the process: these run one after the other, and each cleans up.</summary>
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
        string path = Path.GetTempFileName();
        try
        {
            using var rsa = System.Security.Cryptography.RSA.Create(2048);
            var encryption = new System.Security.Cryptography.PbeParameters(
                System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000);
            File.WriteAllText(path, rsa.ExportEncryptedPkcs8PrivateKeyPem("open", encryption));
            Set("BINANCE_API_KEY", Secrets.ApiKey);
            Set("BINANCE_PRIVATE_KEY_PATH", path);

            Assert.Equal("PassphraseRequired", _engine.Run("Set-PmCredential -FromEnvironment").ErrorId);

            Set("BINANCE_PRIVATE_KEY_PASSPHRASE", "open");
            Assert.Equal("Rsa", Assert.Single(_engine.Run("Set-PmCredential -FromEnvironment -PassThru").EnsureClean().Output).Properties["KeyType"].Value.ToString());
        }
        finally
        {
            File.Delete(path);
        }
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
