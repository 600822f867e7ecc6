using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.OpenSsl;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Server;

/// <summary>Accounts named on the command line as <c>KEY:SECRET</c> or <c>KEY:PEMPATH</c>.</summary>
public static class Accounts
{
    public static SandboxAccount Hmac(string text) => Of(text, SandboxAccount.WithSecret);

    public static SandboxAccount Rsa(string text) => Of(text, (key, path) =>
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(path));
        return SandboxAccount.WithRsaKey(key, rsa.ExportParameters(includePrivateParameters: false));
    });

    public static SandboxAccount Ed25519(string text) => Of(text, (key, path) => WithEd25519Key(key, File.ReadAllText(path)));

    /// <summary>An account that signs with Ed25519, which .NET itself does not know.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <param name="publicKeyPem">The public half, "BEGIN PUBLIC KEY".</param>
    public static SandboxAccount WithEd25519Key(string apiKey, string publicKeyPem)
    {
        using var reader = new PemReader(new StringReader(publicKeyPem));
        var publicKey = reader.ReadObject() as Ed25519PublicKeyParameters ?? throw new FormatException("No Ed25519 public key.");
        return new SandboxAccount(apiKey, SandboxKeyType.Ed25519, (payload, signature) => Verify(publicKey, payload, signature));
    }

    private static bool Verify(Ed25519PublicKeyParameters publicKey, string payload, string signature)
    {
        var bytes = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        if (!Convert.TryFromBase64String(signature, bytes, out int length) || length != bytes.Length)
        {
            return false;
        }

        var signer = new Ed25519Signer();
        signer.Init(forSigning: false, publicKey);
        byte[] text = Encoding.UTF8.GetBytes(payload);
        signer.BlockUpdate(text, 0, text.Length);
        return signer.VerifySignature(bytes);
    }

    private static SandboxAccount Of(string text, Func<string, string, SandboxAccount> create)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? create(text[..colon], text[(colon + 1)..]) : throw new FormatException("An account is KEY:SECRET or KEY:PEMPATH.");
    }
}
