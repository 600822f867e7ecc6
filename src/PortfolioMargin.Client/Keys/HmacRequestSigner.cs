using System.Security.Cryptography;
using System.Text;

namespace PortfolioMargin.Client.Keys;

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
        string signature = Hex(_secret.Items, Encoding.UTF8.GetBytes(queryString));

        GC.KeepAlive(_secret);

        // Asked afterwards: a secret that was zeroed while it signed must not give a wrong signature away as a right one.
        return _disposed ? throw new ObjectDisposedException(nameof(HmacRequestSigner)) : signature;
    }

    public void Dispose()
    {
        _disposed = true;
        _secret.Dispose();
    }

    /// <summary>The HMAC of the text in lower-case hex, as each framework does it best.</summary>
    private static string Hex(byte[] key, byte[] text)
    {
#if NETFRAMEWORK
        byte[] hash;
        using (var hmac = new HMACSHA256(key))
        {
            hash = hmac.ComputeHash(text);
        }

        const string Digits = "0123456789abcdef";
        var hex = new char[hash.Length * 2];
        for (int index = 0; index < hash.Length; index++)
        {
            hex[2 * index] = Digits[hash[index] >> 4];
            hex[(2 * index) + 1] = Digits[hash[index] & 0xF];
        }

        return new string(hex);
#else
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, hash);
        Span<char> hex = stackalloc char[HMACSHA256.HashSizeInBytes * 2];
        Convert.ToHexString(hash).AsSpan().ToLowerInvariant(hex);
        return new string(hex);
#endif
    }
}
