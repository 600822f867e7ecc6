using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads an RSA key in its traditional form (PKCS #1, RFC 8017 appendix A.1.2).</summary>
internal static class Pkcs1Key
{
    private const int TwoPrimes = 0;

    /// <summary>Makes the signer.</summary>
    /// <exception cref="AsnContentException">These bytes are no such key.</exception>
    /// <exception cref="PrivateKeyUnreadableException">They have the form of one, but the numbers do not belong together.</exception>
    public static RsaRequestSigner Read(ReadOnlyMemory<byte> der, KeyErrors errors)
    {
        AsnReader key = AsnReaderExtensions.ReadWholeSequence(der);
        if (key.ReadBoundedInt32() != TwoPrimes)
        {
            throw new AsnContentException("Only RSA keys of two primes can be used.");
        }

        byte[] modulus = key.ReadUnsigned().ToArray();
        byte[] exponent = key.ReadUnsigned().ToArray();
        int half = (modulus.Length + 1) / 2;
        using PinnedArray<byte> d = ReadPadded(key, modulus.Length);
        using PinnedArray<byte> p = ReadPadded(key, half);
        using PinnedArray<byte> q = ReadPadded(key, half);
        using PinnedArray<byte> dp = ReadPadded(key, half);
        using PinnedArray<byte> dq = ReadPadded(key, half);
        using PinnedArray<byte> inverseQ = ReadPadded(key, half);
        var numbers = new RSAParameters
        {
            Modulus = modulus,
            Exponent = exponent,
            D = d.Items,
            P = p.Items,
            Q = q.Items,
            DP = dp.Items,
            DQ = dq.Items,
            InverseQ = inverseQ.Items,
        };
        try
        {
            return new RsaRequestSigner(numbers);
        }
        catch (CryptographicException)
        {
            // No wrong passphrase leaves the form of a key: whatever is wrong with it, that is not it.
            throw errors.Damaged();
        }
    }

    /// <summary>The platform wants each number at its full length.</summary>
    private static PinnedArray<byte> ReadPadded(AsnReader key, int length)
    {
        ReadOnlySpan<byte> number = key.ReadUnsigned().Span;
        if (number.Length > length)
        {
            throw new AsnContentException("The key's parts are not of the lengths they must have.");
        }

        var padded = new PinnedArray<byte>(length);
        number.CopyTo(padded.Items.AsSpan(length - number.Length));
        return padded;
    }
}
