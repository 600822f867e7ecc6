using System.Management.Automation;
using System.Security;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Accounts;

/// <summary>
/// The only place where the cmdlets touch the client. It and what it needs are loaded when one of these methods is first called,
/// so that importing the module stays quick.
/// </summary>
internal static class ClientBridge
{
    /// <summary>A client for one account.</summary>
    internal static IPortfolioMarginClient Connect(ClientOptions options) => PortfolioMarginClient.Create(options);

    /// <summary>Refuses an address that a key must not be sent to, or that cannot be a base address.</summary>
    /// <exception cref="InsecureBaseUriException">It is neither https nor http on loopback.</exception>
    /// <exception cref="InvalidParameterException">It has the endpoint's path in it.</exception>
    internal static void EnsureUsable(Uri baseUri) => PortfolioMarginClient.EnsureUsable(baseUri);

    /// <summary>A shared secret.</summary>
    internal static ApiCredential FromSecret(string apiKey, SecureString secret, KeyReading reading) =>
        new(ApiKeyText.Normalize(apiKey, reading.ApiKeyName), RequestSigners.FromSecret(secret, reading.SecretName));

    /// <summary>A private key in a file.</summary>
    internal static ApiCredential FromPrivateKeyFile(string apiKey, string path, SecureString? passphrase, KeyReading reading) =>
        new(ApiKeyText.Normalize(apiKey, reading.ApiKeyName), RequestSigners.FromPrivateKeyFile(path, passphrase, reading.Warnings, reading.Stop));

    /// <summary>The text of a private key.</summary>
    internal static ApiCredential FromPrivateKeyText(string apiKey, SecureString pem, SecureString? passphrase, KeyReading reading) => new(
        ApiKeyText.Normalize(apiKey, reading.ApiKeyName),
        RequestSigners.FromPrivateKeyText(pem, passphrase, reading.TextName, reading.Warnings, reading.Stop));

    /// <summary>A shared secret or the text of a private key: whichever it is.</summary>
    internal static ApiCredential FromSecretOrPrivateKey(string apiKey, SecureString secret, SecureString? passphrase, KeyReading reading) => new(
        ApiKeyText.Normalize(apiKey, reading.ApiKeyName),
        RequestSigners.FromSecretOrPrivateKey(secret, passphrase, reading.TextName, reading.Warnings, reading.Stop));

    /// <summary>A PSCredential: the user name is the API key, the password the secret or the text of a private key.</summary>
    internal static ApiCredential FromUserAndPassword(PSCredential credential, KeyReading reading) => FromSecretOrPrivateKey(
        credential.UserName,
        credential.Password,
        null,
        reading with { ApiKeyName = "The user name of the credential, which is the API key,", TextName = "the password of the credential" });

    /// <summary>First and last four characters of a key.</summary>
    internal static string MaskApiKey(string apiKey) => ApiKeyText.Mask(apiKey);
}
