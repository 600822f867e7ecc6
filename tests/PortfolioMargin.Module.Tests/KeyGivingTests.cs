using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What is said about a key fits the place where it was given, and weak keys are named once.</summary>
public sealed class KeyGivingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portfolio-margin-giving-").FullName;
    private readonly Engine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_private_key_given_as_a_secret_is_sent_to_the_parameters_for_it()
    {
        Outcome outcome = _engine.Run("Set-PmCredential -ApiKey $key -ApiSecret $pem", ("key", Secrets.ApiKey), ("pem", Secure.Text(Pem("rsa-pkcs8.pem"))));

        ErrorRecordTests.Check(outcome, "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
        Assert.Contains("-PrivateKeyPath", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-PmCredential -Credential $credential")]
    [InlineData("Get-PmMarginForceOrder -Credential $credential")]
    public void A_credential_with_an_encrypted_key_says_where_a_passphrase_can_be_given(string script)
    {
        Outcome outcome = _engine.Run(script, ("credential", new PSCredential(Secrets.ApiKey, Secure.Text(Pem("rsa-pkcs8-aes256.pem")))));

        Assert.Equal("PassphraseRequired", outcome.ErrorId);
        Assert.Contains("the password of the credential", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-PrivateKeyPath and -Passphrase, or a vault", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_of_a_credential_that_cannot_be_read_gives_the_same_advice()
    {
        PSObject result = Assert.Single(_engine.Run(
            "Test-PmCredential -Credential $credential", ("credential", new PSCredential(Secrets.ApiKey, Secure.Text(Pem("rsa-pkcs8-aes256.pem"))))).EnsureClean().Output);

        Assert.Equal("PassphraseRequired", result.Properties["ErrorId"].Value);
        Assert.Contains("or a vault", (string)result.Properties["Message"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weak_key_in_an_open_file_is_used_with_one_warning_for_each()
    {
        string path = WriteKey("rsa-pkcs8.pem", "644");

        Outcome set = _engine.Run("Set-PmCredential -Sandbox; Set-PmCredential -ApiKey $key -PrivateKeyPath $path; Get-PmCredential", ("key", Secrets.ApiKey), ("path", path)).EnsureClean();

        Assert.Single(set.Warnings, warning => warning.Contains("an RSA key of 1024 bits", StringComparison.Ordinal));
        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 2, set.Warnings.Count);
        Assert.Equal("Rsa", Assert.Single(set.Output).Properties["KeyType"].Value.ToString());
    }

    [Fact]
    public void A_strong_key_in_a_closed_file_is_used_without_a_warning() =>
        Assert.Empty(_engine.Run(
            "Set-PmCredential -ApiKey $key -PrivateKeyPath $path", ("key", Secrets.ApiKey), ("path", WriteKey("ed25519-pkcs8.pem", "600"))).EnsureClean().Warnings);

    [Fact]
    public void A_name_of_a_file_that_would_write_to_the_terminal_is_shown_without_it()
    {
        foreach (string path in (string[])["k\u001b]0;title\u0007.pem", "NoDrive:k\u001b]0;title\u0007.pem"])
        {
            Outcome outcome = _engine.Run("Set-PmCredential -ApiKey $key -PrivateKeyPath $path", ("key", Secrets.ApiKey), ("path", path));
            Assert.Equal("PrivateKeyUnreadable", outcome.ErrorId);
            Assert.DoesNotContain('\u001b', outcome.Error.Exception.ToString());
        }
    }

    private string WriteKey(string name, string mode)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, Pem(name));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }

        return path;
    }

    private static string Pem(string name) => File.ReadAllText(Path.Combine(Layout.ThrowAwayKeys, name));
}
