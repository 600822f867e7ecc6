namespace PortfolioMargin.Accounts;

/// <summary>A key, and what signs with its secret. Disposing it zeroes the secret.</summary>
internal sealed class ApiCredential(string apiKey, IRequestSigner signer) : IDisposable
{
    /// <summary>The API key as it is sent.</summary>
    internal string ApiKey { get; } = apiKey;

    /// <summary>Signs with the secret or private key.</summary>
    internal IRequestSigner Signer { get; } = signer;

    public void Dispose() => Signer.Dispose();
}
