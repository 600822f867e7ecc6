using System.Text;

namespace PortfolioMargin.Client.Signing;

/// <summary>Signs with a shared secret: lower-case hex of HMAC-SHA256 (API documentation, "SIGNED endpoint security").</summary>
/// <remarks>Safe for several threads. The secret's bytes are in one pinned array, zeroed on disposal.</remarks>
internal sealed class HmacRequestSigner : IRequestSigner
{
    private readonly PinnedArray<byte> _secret;
    private volatile bool _disposed;

    /// <param name="secret">The secret, which is ASCII. It is copied.</param>
    public HmacRequestSigner(ReadOnlySpan<char> secret)
    {
        _secret = new PinnedArray<byte>(secret.Length);
        for (int index = 0; index < secret.Length; index++)
        {
            _secret.Items[index] = (byte)secret[index];
        }
    }

    public KeyType KeyType => KeyType.Hmac;

    /// <summary>The bytes that disposal zeroes.</summary>
    internal byte[] SecretBytes => _secret.Items;

    public string Sign(string queryString)
    {
        string signature = PlatformHmac.Hex(_secret.Items, Encoding.UTF8.GetBytes(queryString));

        GC.KeepAlive(_secret);

        // Asked afterwards: a secret that was zeroed while it signed must not give a wrong signature away as a right one.
        return _disposed ? throw new ObjectDisposedException(nameof(HmacRequestSigner)) : signature;
    }

    public void Dispose()
    {
        _disposed = true;
        _secret.Dispose();
    }
}
