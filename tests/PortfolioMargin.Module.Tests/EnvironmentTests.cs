using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

[Collection(ProcessEnvironment.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Variables =
        ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_PRIVATE_KEY", "BINANCE_PRIVATE_KEY_PATH", "BINANCE_PRIVATE_KEY_PASSPHRASE"];
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
    [InlineData("\n")]
    [InlineData(@"\n")]
    [InlineData(" ")]
    public void The_text_of_a_private_key_is_taken_from_the_environment(string lineEnd)
    {
        Set("BINANCE_API_KEY", Secrets.ApiKey);
        Set("BINANCE_PRIVATE_KEY", Pem("ed25519-pkcs8-aes256.pem").Replace("\n", lineEnd, StringComparison.Ordinal));

        Outcome without = _engine.Run("Set-PmCredential -FromEnvironment");
        Assert.Equal("PassphraseRequired", without.ErrorId);
        Assert.Contains("the environment variable BINANCE_PRIVATE_KEY is encrypted", without.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("BINANCE_PRIVATE_KEY_PASSPHRASE", without.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Set("BINANCE_PRIVATE_KEY_PASSPHRASE", Secure.Passphrase);
        Assert.Equal("Ed25519", KeyTypeShown());
    }

    [Fact]
    public void Quotation_marks_that_a_file_of_variables_kept_do_no_harm_or_are_named()
    {
        Set("BINANCE_API_KEY", $"\"{Secrets.ApiKey}\"");
        Set("BINANCE_API_SECRET", $"'{Secrets.ApiSecret}'");
        PSObject shown = Assert.Single(_engine.Run("Set-PmCredential -FromEnvironment -PassThru").EnsureClean().Output);
        Assert.Equal(Secrets.MaskedApiKey, shown.Properties["MaskedKey"].Value);

        Set("BINANCE_API_SECRET", $"{Secrets.ApiSecret}\"");
        Outcome odd = _engine.Run("Set-PmCredential -FromEnvironment");
        ErrorRecordTests.Check(odd, "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
        Assert.StartsWith("BINANCE_API_SECRET has a quotation mark inside", odd.Error.Exception.Message, StringComparison.Ordinal);

        Set("BINANCE_API_SECRET", null);
        Set("BINANCE_PRIVATE_KEY_PATH", $"\"{Path.Combine(Layout.ThrowAwayKeys, "ed25519-pkcs8-aes256.pem")}\"");
        Set("BINANCE_PRIVATE_KEY_PASSPHRASE", $"\"{Secure.Passphrase}\"");
        Outcome quoted = _engine.Run("Set-PmCredential -FromEnvironment");
        Assert.Equal("WrongPassphrase", quoted.ErrorId);
        Assert.Contains("quotation marks around it", quoted.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("BINANCE_PRIVATE_KEY_PASSPHRASE", quoted.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Set("BINANCE_PRIVATE_KEY_PASSPHRASE", Secure.Passphrase);
        Assert.Equal("Ed25519", KeyTypeShown());
    }

    [Theory]
    [InlineData("BINANCE_API_SECRET", "BINANCE_PRIVATE_KEY")]
    [InlineData("BINANCE_API_SECRET", "BINANCE_PRIVATE_KEY_PATH")]
    [InlineData("BINANCE_PRIVATE_KEY", "BINANCE_PRIVATE_KEY_PATH")]
    public void Two_kinds_of_key_are_an_error_that_names_both(string one, string other)
    {
        Set("BINANCE_API_KEY", Secrets.ApiKey);
        Set(one, "ValueValueValueValue");
        Set(other, "ValueValueValueValue");

        Outcome outcome = _engine.Run("Set-PmCredential -FromEnvironment");

        ErrorRecordTests.Check(outcome, "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
        Assert.Contains($"{one} and {other} are set", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ValueValue", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_in_the_variable_of_the_secret_is_sent_to_its_own()
    {
        Set("BINANCE_API_KEY", Secrets.ApiKey);
        string pem = Pem("ed25519-pkcs8.pem");
        string inside = pem.Split('\n').First(line => line.StartsWith("MC", StringComparison.Ordinal));
        foreach (string form in (string[])[pem, inside])
        {
            Set("BINANCE_API_SECRET", form);
            Outcome outcome = _engine.Run("Set-PmCredential -FromEnvironment");
            ErrorRecordTests.Check(outcome, "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
            Assert.StartsWith("BINANCE_API_SECRET is a private key", outcome.Error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("BINANCE_PRIVATE_KEY", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.DoesNotContain(inside, outcome.Error.ToString(), StringComparison.Ordinal);
        }

        Set("BINANCE_API_SECRET", null);
        Set("BINANCE_PRIVATE_KEY", inside);
        Assert.Equal("Ed25519", KeyTypeShown());
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

    private string KeyTypeShown() =>
        Assert.Single(_engine.Run("Set-PmCredential -FromEnvironment -PassThru").EnsureClean().Output).Properties["KeyType"].Value.ToString()!;

    private static string Pem(string name) => File.ReadAllText(Path.Combine(Layout.ThrowAwayKeys, name));

    private static void Set(string variable, string? value) => Environment.SetEnvironmentVariable(variable, value);

    private static void Clear() => Array.ForEach(Variables, variable => Set(variable, null));
}
