namespace PortfolioMargin;

/// <summary>Signs the text of a request. An implementation keeps the secret and never shows it.</summary>
public interface IRequestSigner : IDisposable
{
    /// <summary>The kind of key that signs.</summary>
    KeyType KeyType { get; }

    /// <summary>The signature of a query string, as it stands in the address before percent-encoding.</summary>
    /// <param name="queryString">The text to sign, exactly as it is sent, without the signature.</param>
    /// <exception cref="ObjectDisposedException">The key was removed.</exception>
    string Sign(string queryString);
}
