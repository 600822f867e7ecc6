using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Accounts from a table: <c>Import-Csv accounts.csv | Set-PmCredential</c>.</summary>
public sealed class RowTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Accounts_of_different_kinds_share_a_table_and_empty_cells_count_as_not_given()
    {
        string table = $"""
            ProfileName,ApiKey,PrivateKeyPath,SecretName,VaultName,BaseUri
            file,{Secrets.ApiKey},{Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8.pem")},,,
            vault,,,Binance,Local,
            default vault,,,Binance,,https://example.org/
            """;

        Outcome outcome = _engine.Run("$table | ConvertFrom-Csv | Set-PmCredential -PassThru -WarningAction SilentlyContinue", ("table", table)).EnsureClean();

        Assert.Equal(
            [("file", "PrivateKey", "papi.binance.com"), ("vault", "Vault", "papi.binance.com"), ("default vault", "Vault", "example.org")],
            outcome.Output.Select(profile => ((string)profile.Properties["ProfileName"].Value, profile.Properties["Source"].Value.ToString()!, ((Uri)profile.Properties["BaseUri"].Value).Host)));
    }

    [Theory]
    [InlineData("ProfileName,SecretName,PrivateKeyPath,ApiKey", "x,,,k")]
    [InlineData("ProfileName,SecretName,PrivateKeyPath,ApiKey", "x,s,p,k")]
    [InlineData("ProfileName,SecretName,PrivateKeyPath,ApiKey", "x,,p,")]
    [InlineData("ProfileName,SecretName,BaseUri", "x,s,nowhere")]
    [InlineData("ProfileName,Anything", "x,y")]
    public void A_row_that_does_not_name_one_credential_is_an_error_of_that_row_and_the_next_one_is_set(string header, string row)
    {
        string next = string.Join(',', header.Split(',').Select(name => name switch { "ProfileName" => "next", "SecretName" => "Binance", _ => "" }));

        Outcome outcome = _engine.Run("$table | ConvertFrom-Csv | Set-PmCredential -PassThru", ("table", $"{header}\n{row}\n{next}"));

        ErrorRecord error = outcome.Errors[0];
        Assert.StartsWith("InvalidParameter", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("x", error.TargetObject);
        Assert.Equal(header.Contains("SecretName", StringComparison.Ordinal) ? ["next"] : [], outcome.Output.Select(profile => profile.ToString()));
    }

    [Theory]
    [InlineData("ProfileName = 'a*'")]
    [InlineData("ProfileName = \"a$([char]0x202e)b\"")]
    [InlineData("ProfileName = 'x'; BaseUri = 'http://:80'")]
    [InlineData("ProfileName = 'x'; SecretName = 's'")]
    public void A_row_that_cannot_be_used_leaves_its_key_nowhere(string cells)
    {
        Outcome outcome = _engine.Run($"[pscustomobject]@{{ ApiKey = $key; PrivateKeyPath = 'key.pem'; {cells} }} | Set-PmCredential", ("key", Secrets.ApiKey));

        Assert.Equal("InvalidParameter", outcome.ErrorId);
        LeakHunt hunt = new([Secrets.ApiKey]);
        Assert.Empty(hunt.Search("a row", outcome).Search("$Error", _engine.ErrorVariable).Found);
    }

    [Fact]
    public void A_row_without_a_name_is_the_default_profile_and_a_name_that_is_given_wins()
    {
        Assert.Equal("Default", Assert.Single(_engine.Run("[pscustomobject]@{ ProfileName = ' '; SecretName = 's' } | Set-PmCredential -PassThru").EnsureClean().Output).ToString());
        Assert.Equal("y", Assert.Single(_engine.Run("[pscustomobject]@{ ProfileName = 'x'; SecretName = 's' } | Set-PmCredential -ProfileName y -PassThru").EnsureClean().Output).ToString());
    }

    [Fact]
    public void A_table_in_a_script_is_a_row_too()
    {
        Outcome outcome = _engine.Run("@{ ProfileName = 'x'; SecretName = 's'; BaseUri = 'https://example.org' } | Set-PmCredential -PassThru").EnsureClean();

        Assert.Equal("x", Assert.Single(outcome.Output).ToString());
    }

    [Fact]
    public void What_would_be_refused_is_refused_with_WhatIf_too() =>
        Assert.Equal("InsecureBaseUri", _engine.Run("[pscustomobject]@{ ProfileName = 'x'; SecretName = 's'; BaseUri = 'http://evil.example' } | Set-PmCredential -WhatIf").ErrorId);

    [Fact]
    public void One_passphrase_can_be_given_for_the_key_files_of_all_rows()
    {
        Outcome outcome = _engine.Run(
            "[pscustomobject]@{ ProfileName = 'x'; ApiKey = $key; PrivateKeyPath = $path } | Set-PmCredential -Passphrase $passphrase -PassThru -WarningAction SilentlyContinue",
            ("key", Secrets.ApiKey),
            ("path", Path.Combine(Layout.ThrowAwayKeys, "ed25519-pkcs8-aes256.pem")),
            ("passphrase", Secure.Text(Secure.Passphrase))).EnsureClean();

        Assert.Equal("Ed25519", Assert.Single(outcome.Output).Properties["KeyType"].Value.ToString());
    }

    [Fact]
    public void The_address_of_all_rows_can_be_given_once()
    {
        Outcome outcome = _engine.Run("[pscustomobject]@{ ProfileName = 'x'; SecretName = 's' } | Set-PmCredential -BaseUri https://example.org -PassThru").EnsureClean();

        Assert.Equal(new Uri("https://example.org"), Assert.Single(outcome.Output).Properties["BaseUri"].Value);
    }

    [Fact]
    public void A_key_in_a_row_is_not_left_behind()
    {
        Outcome outcome = _engine.Run("[pscustomobject]@{ ProfileName = 'x'; ApiKey = $key; PrivateKeyPath = 'nowhere.pem' } | Set-PmCredential", ("key", Secrets.ApiKey));

        Assert.Empty(new LeakHunt([Secrets.ApiKey]).Search("a failing row", outcome).Found);
    }
}
