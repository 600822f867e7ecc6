using System.Runtime.CompilerServices;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PortfolioMargin.Client.Keys;

/// <summary>Signs with an Ed25519 key: base64 of the signature of RFC 8032 (API documentation, "Ed25519 keys").</summary>
/// <remarks>
/// Safe for several threads. The private key is in one pinned array, zeroed on disposal; what BouncyCastle derives from it
/// while it signs is in short-lived arrays of its own. Only this class and <see cref="LegacyKeyDerivation"/> touch BouncyCastle, so
/// that it is loaded for keys that need it and for no others.
/// </remarks>
internal sealed class Ed25519RequestSigner : IRequestSigner
{
    private readonly PinnedArray<byte> _privateKey;
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];
    private volatile bool _disposed;

    /// <param name="privateKey">The 32 bytes of the private key. They are copied.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Ed25519RequestSigner(ReadOnlySpan<byte> privateKey)
    {
        _privateKey = new PinnedArray<byte>(privateKey.Length);
        privateKey.CopyTo(_privateKey.Items);
        Ed25519.GeneratePublicKey(_privateKey.Items, 0, _publicKey, 0);
    }

    public KeyType KeyType => KeyType.Ed25519;

    /// <summary>The public half, computed from the private one.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>The bytes that disposal zeroes.</summary>
    internal byte[] PrivateKeyBytes => _privateKey.Items;

    public string Sign(string queryString)
    {
        byte[] text = Encoding.UTF8.GetBytes(queryString);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_privateKey.Items, 0, _publicKey, 0, text, 0, text.Length, signature, 0);

        GC.KeepAlive(_privateKey);

        // Asked afterwards: a key that was zeroed while it signed must not give a wrong signature away as a right one.
        return _disposed ? throw new ObjectDisposedException(nameof(Ed25519RequestSigner)) : Convert.ToBase64String(signature);
    }

    public void Dispose()
    {
        _disposed = true;
        _privateKey.Dispose();
    }
}
