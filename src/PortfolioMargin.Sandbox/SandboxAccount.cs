using System.Security.Cryptography;
using PortfolioMargin.Sandbox.Http;

namespace PortfolioMargin.Sandbox;

/// <summary>The kinds of API key the exchange knows.</summary>
public enum SandboxKeyType
{
    /// <summary>A shared secret: HMAC-SHA256, hex.</summary>
    Hmac,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, base64.</summary>
    Rsa,

    /// <summary>Ed25519, base64.</summary>
    Ed25519,
}

/// <summary>An API key that an exchange knows, and the way to check what was signed with it.</summary>
public sealed class SandboxAccount
{
    /// <summary>The API key of <see cref="Demo"/>. Made up; no real exchange knows it.</summary>
    public const string DemoApiKey = "SandboxDemoKey0000000000000000000000000000000000000000000000KEY1";

    /// <summary>The secret of <see cref="Demo"/>. Made up and public: it protects nothing.</summary>
    public const string DemoSecret = "SandboxDemoSecret00000000000000000000000000000000000000000000SEC";

    private readonly Func<string, string, bool> _verify;

    /// <summary>An account whose signatures the caller checks, for example Ed25519.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <param name="keyType">The kind of key.</param>
    /// <param name="verify">Says whether a signature (second, percent-decoded) belongs to a signed text (first). May be called from several threads at once.</param>
    public SandboxAccount(string apiKey, SandboxKeyType keyType, Func<string, string, bool> verify)
    {
        if (string.IsNullOrWhiteSpace(apiKey))
        {
            throw new ArgumentException("An account needs an API key.", nameof(apiKey));
        }

        ApiKey = apiKey;
        KeyType = keyType;
        _verify = verify ?? throw new ArgumentNullException(nameof(verify));
    }

    /// <summary>The account for trying things out.</summary>
    public static SandboxAccount Demo { get; } = WithSecret(DemoApiKey, DemoSecret);

    /// <summary>The API key, as sent in <c>X-MBX-APIKEY</c>; case matters.</summary>
    public string ApiKey { get; }

    /// <summary>The kind of key.</summary>
    public SandboxKeyType KeyType { get; }

    /// <summary>An account that signs with HMAC-SHA256.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <param name="secret">The shared secret.</param>
    public static SandboxAccount WithSecret(string apiKey, string secret) =>
        new(apiKey, SandboxKeyType.Hmac, new HmacVerifier(secret).Verify);

    /// <summary>An account that signs with RSASSA-PKCS1-v1_5 and SHA-256.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <param name="publicKey">The public half of the key pair.</param>
    public static SandboxAccount WithRsaKey(string apiKey, RSAParameters publicKey) =>
        new(apiKey, SandboxKeyType.Rsa, new RsaVerifier(publicKey).Verify);

    /// <summary>Whether a signature belongs to a text signed with this account's key.</summary>
    /// <param name="payload">The query string as sent, without the signature.</param>
    /// <param name="signature">The signature, percent-decoded.</param>
    public bool Verify(string payload, string signature) => _verify(payload, signature);

    /// <inheritdoc/>
    public override string ToString() => $"{KeyType} account";
}
