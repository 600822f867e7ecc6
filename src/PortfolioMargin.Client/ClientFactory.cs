using System.Security;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client;

/// <summary>What the module finds by name when it first needs a client.</summary>
internal sealed class ClientFactory : IClientFactory
{
    public IPortfolioMarginClient CreateClient(ClientOptions options) => PortfolioMarginClient.Create(options);

    public void EnsureUsable(Uri baseUri) => PortfolioMarginClient.EnsureUsable(baseUri);

    public string NormalizeApiKey(string apiKey, KeyReading reading) => ApiKeyText.Normalize(apiKey, reading.ApiKeyName);

    public string MaskApiKey(string apiKey) => ApiKeyText.Mask(apiKey);

    public IRequestSigner SignWithSecret(SecureString secret, KeyReading reading) => RequestSigners.FromSecret(secret, reading.SecretName);

    public IRequestSigner SignWithPrivateKeyFile(string path, SecureString? passphrase, KeyReading reading) =>
        RequestSigners.FromPrivateKeyFile(path, passphrase, reading.Warnings, reading.Stop);

    public IRequestSigner SignWithPrivateKeyText(SecureString pem, SecureString? passphrase, KeyReading reading) =>
        RequestSigners.FromPrivateKeyText(pem, passphrase, reading.TextName, reading.Warnings, reading.Stop);

    public IRequestSigner SignWithSecretOrPrivateKey(SecureString secret, SecureString? passphrase, KeyReading reading) =>
        RequestSigners.FromSecretOrPrivateKey(secret, passphrase, reading.TextName, reading.Warnings, reading.Stop);
}
