using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Test-PmCredential with each kind of key, against an exchange that checks signatures, over a real socket.</summary>
public sealed class KindsOfKeyTests
{
    private const string RsaKey = "RsaKeyAbCdEfGh0123456789RsaKeyAbCdEfGh0123456789RsaKeyAbCdEfLast";
    private const string Ed25519Key = "EdKeyAbCdEfGh0123456789EdKeyAbCdEfGh0123456789EdKeyAbCdEfGhiLast";

    [Theory]
    [InlineData("Hmac", "Set-PmCredential -ApiKey $Key -ApiSecret $Secret -BaseUri $Uri", null)]
    [InlineData("Hmac", "Set-PmCredential -ApiKey $Key -ApiSecret $Wrong -BaseUri $Uri", "InvalidSignature")]
    [InlineData("Hmac", "Set-PmCredential -ApiKey revoked$Key -ApiSecret $Secret -BaseUri $Uri", "ApiKeyRejected")]
    [InlineData("Rsa", "Set-PmCredential -ApiKey $RsaKey -PrivateKeyPath $Keys/rsa-pkcs8.pem -BaseUri $Uri", null)]
    [InlineData("Rsa", "Set-PmCredential -ApiKey $RsaKey -PrivateKeyPath $Keys/rsa-traditional-aes256.pem -Passphrase $Passphrase -BaseUri $Uri", null)]
    [InlineData("Ed25519", "Set-PmCredential -ApiKey $EdKey -PrivateKeyPath $Keys/ed25519-pkcs8-aes256.pem -Passphrase $Passphrase -BaseUri $Uri", null)]
    [InlineData("Ed25519", "Set-PmCredential -ApiKey $RsaKey -PrivateKeyPath $Keys/ed25519-pkcs8.pem -BaseUri $Uri", "InvalidSignature")]
    [InlineData("Rsa", "Set-PmCredential -ApiKey $EdKey -PrivateKeyPath $Keys/rsa-pkcs8.pem -BaseUri $Uri", "InvalidSignature")]
    [InlineData(null, "Remove-PmCredential Default", "CredentialNotSet")]
    public async Task A_key_that_is_right_wrong_or_missing_is_told_apart(string? keyType, string setUp, string? errorId)
    {
        using SandboxServerProcess exchange = await SandboxServerProcess.StartAsync(
            "--hmac", $"{Secrets.ApiKey}:{Secrets.ApiSecret}",
            "--rsa", $"{RsaKey}:{Path.Combine(Layout.ThrowAwayKeys, "unusable-rsa-public.pem")}",
            "--ed25519", $"{Ed25519Key}:{Path.Combine(Layout.ThrowAwayKeys, "public-ed25519.pem")}");
        using Engine engine = Engine.OnSandbox();

        PSObject result = Assert.Single(engine.Run(
            $"{setUp}; Test-PmCredential",
            ("Uri", exchange.BaseUri),
            ("Keys", Layout.ThrowAwayKeys),
            ("Key", Secrets.ApiKey),
            ("RsaKey", RsaKey),
            ("EdKey", Ed25519Key),
            ("Secret", Secure.Text(Secrets.ApiSecret)),
            ("Wrong", Secure.Text("not" + Secrets.ApiSecret)),
            ("Passphrase", Secure.Text(Secure.Passphrase))).EnsureClean().Output);

        Assert.Equal(errorId is null, result.Properties["Succeeded"].Value);
        Assert.Equal(errorId, result.Properties["ErrorId"].Value);
        Assert.Equal(keyType, result.Properties["KeyType"].Value?.ToString());
    }
}
