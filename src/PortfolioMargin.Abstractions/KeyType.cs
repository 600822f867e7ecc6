namespace PortfolioMargin;

/// <summary>The kinds of API key the exchange accepts.</summary>
public enum KeyType
{
    /// <summary>A shared secret: HMAC-SHA256.</summary>
    Hmac,

    /// <summary>An RSA key pair: RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    Rsa,

    /// <summary>An Ed25519 key pair, which the exchange recommends.</summary>
    Ed25519,
}
