using System.Security.Cryptography;

namespace PortfolioMargin.Client.Signing;

/// <summary>HMAC-SHA256 and hex, as each framework does them best. Safe for several threads.</summary>
internal static class PlatformHmac
{
    /// <summary>The HMAC of the text, in lower-case hex.</summary>
    public static string Hex(byte[] key, byte[] text)
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
