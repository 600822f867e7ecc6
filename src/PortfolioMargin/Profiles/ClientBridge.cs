using System.Management.Automation;
using System.Security;
using PortfolioMargin.Loading;

namespace PortfolioMargin.Profiles;

/// <summary>
/// The only place where the cmdlets touch the client. It and what it needs are loaded when one of these methods is first called,
/// so that importing the module stays quick.
/// </summary>
internal static class ClientBridge
{
    private static readonly Lazy<IClientFactory> Factory = new(() => PrivateAssemblies.Create<IClientFactory>("PortfolioMargin.Client", "ClientFactory"));

    /// <summary>A client for one profile.</summary>
    internal static IPortfolioMarginClient Connect(ClientOptions options) => Factory.Value.CreateClient(options);

    /// <summary>Refuses an address that a key must not be sent to, or that cannot be a base address.</summary>
    /// <exception cref="InsecureBaseUriException">It is neither https nor http on loopback.</exception>
    /// <exception cref="InvalidParameterException">It has the endpoint's path in it.</exception>
    internal static void EnsureUsable(Uri baseUri) => Factory.Value.EnsureUsable(baseUri);

    /// <summary>A shared secret.</summary>
    internal static ApiCredential FromSecret(string apiKey, SecureString secret, KeyReading reading) =>
        new(Factory.Value.NormalizeApiKey(apiKey, reading), Factory.Value.SignWithSecret(secret, reading));

    /// <summary>A private key in a file.</summary>
    internal static ApiCredential FromPrivateKeyFile(string apiKey, string path, SecureString? passphrase, KeyReading reading) =>
        new(Factory.Value.NormalizeApiKey(apiKey, reading), Factory.Value.SignWithPrivateKeyFile(path, passphrase, reading));

    /// <summary>The text of a private key.</summary>
    internal static ApiCredential FromPrivateKeyText(string apiKey, SecureString pem, SecureString? passphrase, KeyReading reading) =>
        new(Factory.Value.NormalizeApiKey(apiKey, reading), Factory.Value.SignWithPrivateKeyText(pem, passphrase, reading));

    /// <summary>A shared secret or the text of a private key: whichever it is.</summary>
    internal static ApiCredential FromSecretOrPrivateKey(string apiKey, SecureString secret, SecureString? passphrase, KeyReading reading) =>
        new(Factory.Value.NormalizeApiKey(apiKey, reading), Factory.Value.SignWithSecretOrPrivateKey(secret, passphrase, reading));

    /// <summary>A PSCredential: the user name is the API key, the password the secret or the text of a private key.</summary>
    internal static ApiCredential FromUserAndPassword(PSCredential credential, KeyReading reading) => FromSecretOrPrivateKey(
        credential.UserName,
        credential.Password,
        null,
        reading with { ApiKeyName = "The user name of the credential, which is the API key,", TextName = "the password of the credential" });

    /// <summary>First and last four characters of a key.</summary>
    internal static string MaskApiKey(string apiKey) => Factory.Value.MaskApiKey(apiKey);
}
