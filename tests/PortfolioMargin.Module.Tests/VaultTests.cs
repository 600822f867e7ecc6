using System.Collections;
using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>With a stand-in for SecretManagement: what it asks, what it accepts, and what it says when something is missing.</summary>
public sealed class VaultTests : IDisposable
{
    private const string StandIn = """
        New-Module -Name Microsoft.PowerShell.SecretManagement {
            class PasswordRequiredException : Exception { PasswordRequiredException([string] $message) : base($message) { } }
            function Get-Secret {
                [CmdletBinding()] param([string] $Name, [string] $Vault)
                $global:asked += , "$Vault/$Name"
                if ($Vault -eq 'unknown') {
                    $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new([InvalidOperationException]::new("Vault not found in registry: $Vault"), 'GetSecretVaultNotFound', 'ObjectNotFound', $null))
                }
                if ($Vault -eq 'talkative') {
                    throw "The secret is $($global:secrets[$Name])$([char]27)[2J"
                }
                if ($Vault -eq 'locked') {
                    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([PasswordRequiredException]::new('A valid password is required.'), 'GetSecretException', 'InvalidOperation', $null))
                    return
                }
                if (-not $global:secrets.ContainsKey($Name)) {
                    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Management.Automation.ItemNotFoundException]::new("The secret $Name was not found."), 'GetSecretNotFound', 'ObjectNotFound', $null))
                    return
                }
                $PSCmdlet.WriteObject($global:secrets[$Name])
            }
            function Get-SecretVault { [CmdletBinding()] param() $global:vaults }
            function Get-SecretInfo {
                [CmdletBinding()] param([string] $Name, [string] $Vault)
                foreach ($key in $global:secrets.Keys) {
                    if ($key -like $Name) { [pscustomobject]@{ Name = $key; Metadata = $global:metadata[$key]; VaultName = 'test' } }
                }
            }
        } | Import-Module -Global
        $global:asked = @(); $global:metadata = @{}; $global:vaults = @("test")
        """;

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    public static TheoryData<string, object, Hashtable?, string> Secrets_of_every_form()
    {
        string pem = File.ReadAllText(Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8.pem"));
        string encrypted = File.ReadAllText(Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8-aes256.pem"));
        var metadata = new Hashtable { ["apikey"] = Secrets.ApiKey };
        return new()
        {
            { "pair", new PSCredential(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret)), null, "Hmac" },
            { "pair with a PEM", new PSCredential(Secrets.ApiKey, Secure.Text(pem)), null, "Rsa" },
            { "secure", Secure.Text(Secrets.ApiSecret), metadata, "Hmac" },
            { "text", Secrets.ApiSecret, metadata, "Hmac" },
            { "text of a PEM", pem, metadata, "Rsa" },
            { "parts", new Hashtable { ["ApiKey"] = Secrets.ApiKey, ["ApiSecret"] = Secure.Text(Secrets.ApiSecret) }, null, "Hmac" },
            { "parts with a PEM", new Hashtable { ["APIKEY"] = Secure.Text(Secrets.ApiKey), ["PrivateKey"] = encrypted, ["Passphrase"] = Secure.Passphrase }, null, "Rsa" },
            { "parts, key in the metadata", new Hashtable { ["ApiSecret"] = Secrets.ApiSecret }, metadata, "Hmac" },
            { "with [brackets]", Secrets.ApiSecret, metadata, "Hmac" },
        };
    }

    [Theory]
    [MemberData(nameof(Secrets_of_every_form))]
    public void A_secret_of_every_form_is_understood(string name, object secret, Hashtable? metadata, string keyType)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        Prepare(name, secret, metadata);

        _engine.Run("Set-PmCredential -SecretName $name -BaseUri $base; Get-PmMarginForceOrder", ("name", name), ("base", exchange.BaseUri)).EnsureClean();

        Assert.Equal(Secrets.ApiKey, Assert.Single(exchange.Requests).Headers["X-MBX-APIKEY"]);
        PSObject shown = Assert.Single(_engine.Run("Get-PmCredential").Output);
        Assert.Equal(keyType, shown.Properties["KeyType"].Value.ToString());
        Assert.Equal(Secrets.MaskedApiKey, shown.Properties["MaskedKey"].Value);
    }

    [Fact]
    public void The_key_can_be_given_when_the_vault_does_not_hold_it()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        Prepare("secret", Secrets.ApiSecret, null);

        _engine.Run("Set-PmCredential -SecretName secret -VaultName mine -ApiKey $key -BaseUri $base; Get-PmMarginForceOrder", ("key", Secrets.ApiKey), ("base", exchange.BaseUri)).EnsureClean();

        Assert.Equal(Secrets.ApiKey, Assert.Single(exchange.Requests).Headers["X-MBX-APIKEY"]);
        Assert.Equal("mine/secret", Assert.Single(_engine.Run("$asked").Output).BaseObject);
    }

    [Fact]
    public void The_vault_is_read_when_the_key_is_first_needed_and_once()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        Prepare("secret", new PSCredential(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret)), null);

        PSObject unread = Assert.Single(_engine.Run("Set-PmCredential -SecretName secret -PassThru -BaseUri $base", ("base", exchange.BaseUri)).EnsureClean().Output);
        Assert.Null(unread.Properties["KeyType"].Value);
        Assert.Null(unread.Properties["MaskedKey"].Value);
        Assert.Empty(_engine.Run("$asked").Output);

        _engine.Run("Get-PmMarginForceOrder; Get-PmMarginForceOrder").EnsureClean();
        Assert.Single(_engine.Run("$asked").Output);
    }

    [Fact]
    public void A_profile_that_is_removed_before_its_turn_is_not_read_from_its_vault_any_more()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(1);
        Prepare("secret", new PSCredential(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret)), null);
        _engine.SetCredential(exchange.BaseUri, "first").EnsureClean();
        _engine.Run("Set-PmCredential -SecretName secret -BaseUri $base -ProfileName second", ("base", exchange.BaseUri)).EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder first, second | ForEach-Object { Remove-PmCredential second }");

        Assert.StartsWith("CredentialNotSet", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_engine.Run("$asked").Output);
    }

    [Theory]
    [InlineData("-SecretName nothing", "SecretNotFound", ErrorCategory.ObjectNotFound, "'nothing'")]
    [InlineData("-SecretName bare", "SecretNotFound", ErrorCategory.ObjectNotFound, "API key")]
    [InlineData("-SecretName empty", "SecretNotFound", ErrorCategory.ObjectNotFound, "ApiSecret")]
    [InlineData("-SecretName bytes", "SecretNotFound", ErrorCategory.ObjectNotFound, "Byte[]")]
    [InlineData("-SecretName bare -VaultName unknown", "VaultUnavailable", ErrorCategory.ResourceUnavailable, "'unknown'")]
    [InlineData("-SecretName bare -VaultName locked", "VaultUnavailable", ErrorCategory.ResourceUnavailable, "locked", "Unlock the vault (")]
    [InlineData("-SecretName bare -VaultName talkative", "VaultUnavailable", ErrorCategory.ResourceUnavailable, "it failed with a RuntimeException.", "Run Get-Secret of")]
    public void What_is_missing_is_said(string parameters, string id, ErrorCategory category, string said, string? advice = null)
    {
        Prepare("bare", Secrets.ApiSecret, null);
        _engine.Run("$secrets['empty'] = @{ ApiKey = 'x' }; $secrets['bytes'] = [byte[]](1, 2)").EnsureClean();
        _engine.Run($"Set-PmCredential {parameters}").EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder");

        ErrorRecordTests.Check(outcome, id, category, "Default");
        Assert.Contains(said, outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(advice ?? "", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.ApiSecret, outcome.Error.ToString() + outcome.Error.Exception, StringComparison.Ordinal);
        Assert.Null(outcome.Error.Exception.InnerException);
        Assert.Equal(id, Assert.Single(_engine.Run("Test-PmCredential").EnsureClean().Output).Properties["ErrorId"].Value);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder")]
    [InlineData("Test-PmCredential")]
    public void What_a_vault_says_is_not_left_in_the_list_of_errors_either(string command)
    {
        Prepare("bare", Secrets.ApiSecret, null);
        _engine.Run("Set-PmCredential -SecretName bare -VaultName talkative; Write-Error earlier -ErrorAction SilentlyContinue").EnsureClean();

        _engine.Run(command);

        string errors = Assert.Single(_engine.Run("$Error | Format-List * -Force | Out-String -Width 500").EnsureClean().Output).ToString();
        Assert.DoesNotContain(Secrets.ApiSecret, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("The secret is", errors, StringComparison.Ordinal);
        Assert.Contains("earlier", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_vault_it_is_not_the_secret_that_is_missing()
    {
        Prepare("secret", Secrets.ApiSecret, null);
        _engine.Run("$global:vaults = @(); Set-PmCredential -SecretName nothing").EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder");

        ErrorRecordTests.Check(outcome, "VaultUnavailable", ErrorCategory.ResourceUnavailable, "Default");
        Assert.Equal("No vault is registered.", outcome.Error.Exception.Message);
        Assert.Contains("Register-SecretVault", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_SecretManagement_it_says_so()
    {
        Outcome outcome = _engine.Run("$PSModuleAutoLoadingPreference = 'None'; Set-PmCredential -SecretName x; Get-PmMarginForceOrder");

        ErrorRecordTests.Check(outcome, "VaultUnavailable", ErrorCategory.ResourceUnavailable, "Default");
        Assert.Contains("Microsoft.PowerShell.SecretManagement is not installed", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Install ", outcome.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private void Prepare(string name, object secret, Hashtable? metadata)
    {
        _engine.Run(StandIn).EnsureClean();
        _engine.Run("$global:secrets = @{ $name = $secret }; $global:metadata = @{ $name = $meta }", ("name", name), ("secret", secret), ("meta", metadata)).EnsureClean();
    }
}
