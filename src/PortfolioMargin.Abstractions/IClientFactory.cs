using System.Security;

namespace PortfolioMargin;

/// <summary>
/// Makes clients and the signers they need. The client's assembly has the one implementation; the module loads that assembly at the first call
/// and finds the implementation by name, so that neither is compiled against the other.
/// </summary>
internal interface IClientFactory
{
    /// <summary>Makes a client for one account. Nothing is sent.</summary>
    /// <exception cref="InsecureBaseUriException">The base address is neither https nor http on loopback.</exception>
    /// <exception cref="InvalidParameterException">An option cannot be used.</exception>
    IPortfolioMarginClient CreateClient(ClientOptions options);

    /// <summary>Refuses an address that a key must not be sent to, or that cannot be a base address.</summary>
    /// <exception cref="InsecureBaseUriException">It is neither https nor http on loopback.</exception>
    /// <exception cref="InvalidParameterException">It has the endpoint's path in it.</exception>
    void EnsureUsable(Uri baseUri);

    /// <summary>An API key as it is sent: without white space around it.</summary>
    /// <exception cref="InvalidParameterException">It holds characters that no key has.</exception>
    string NormalizeApiKey(string apiKey, KeyReading reading);

    /// <summary>First and last four characters of a key.</summary>
    string MaskApiKey(string apiKey);

    /// <summary>Signs with a shared secret.</summary>
    IRequestSigner SignWithSecret(SecureString secret, KeyReading reading);

    /// <summary>Signs with the private key in a file.</summary>
    IRequestSigner SignWithPrivateKeyFile(string path, SecureString? passphrase, KeyReading reading);

    /// <summary>Signs with the text of a private key.</summary>
    IRequestSigner SignWithPrivateKeyText(SecureString pem, SecureString? passphrase, KeyReading reading);

    /// <summary>Signs with a shared secret or with the text of a private key: whichever it is.</summary>
    IRequestSigner SignWithSecretOrPrivateKey(SecureString secret, SecureString? passphrase, KeyReading reading);
}
