using System.Security;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client;

/// <summary>What the module finds by name when it first needs a client.</summary>
internal sealed class ClientFactory : IClientFactory
{
    public IPortfolioMarginClient CreateClient(ClientOptions options) => PortfolioMarginClient.Create(options);

    public void EnsureUsable(Uri baseUri) => PortfolioMarginClient.EnsureUsable(baseUri);

    public string NormalizeApiKey(string apiKey) => ApiKeyText.Normalize(apiKey);

    public string MaskApiKey(string apiKey) => ApiKeyText.Mask(apiKey);

    public IRequestSigner SignWithSecret(SecureString secret) => RequestSigners.FromSecret(secret);

    public IRequestSigner SignWithPrivateKeyFile(string path, SecureString? passphrase) => RequestSigners.FromPrivateKeyFile(path, passphrase);

    public IRequestSigner SignWithSecretOrPrivateKey(SecureString secret, SecureString? passphrase) =>
        RequestSigners.FromSecretOrPrivateKey(secret, passphrase);
}
