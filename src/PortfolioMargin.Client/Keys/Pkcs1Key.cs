using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads an RSA key in its traditional form (PKCS #1, RFC 8017 appendix A.1.2).</summary>
internal static class Pkcs1Key
{
    private const int TwoPrimes = 0;
    private const int StrongBits = 2048;
    private const int BitsInByte = 8;

    /// <summary>Makes the signer of a key in a traditional file, which has no public half apart.</summary>
    public static RsaRequestSigner Read(ReadOnlyMemory<byte> der, KeyErrors errors) => Read(der, null, errors);

    /// <summary>Makes the signer, and warns when the key is short.</summary>
    /// <param name="der">The key.</param>
    /// <param name="publicHalf">Its public half, when the file has that apart.</param>
    /// <param name="errors">Makes the errors, and takes the warning.</param>
    /// <exception cref="AsnContentException">These bytes are no such key.</exception>
    /// <exception cref="PrivateKeyUnreadableException">They have the form of one, but the numbers do not belong together, or the platform does not sign by RSA.</exception>
    public static RsaRequestSigner Read(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte>? publicHalf, KeyErrors errors)
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
        key.ThrowIfNotEmpty();
        if (publicHalf is { } apart && !IsPublicHalf(apart, modulus, exponent))
        {
            throw errors.Contradictory();
        }

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
        RsaRequestSigner signer = Import(numbers, errors);
        int bits = CountBits(modulus);
        if (bits < StrongBits)
        {
            errors.Warn(FormattableString.Invariant($"is an RSA key of {bits} bits. Fewer than {StrongBits} can be broken: make a new key, best an Ed25519 key."));
        }

        return signer;
    }

    private static RsaRequestSigner Import(RSAParameters numbers, KeyErrors errors)
    {
        try
        {
            return new RsaRequestSigner(numbers);
        }
        catch (Exception refusal) when (PlatformCall.IsRefusal(refusal))
        {
            // A damaged key and a platform that does not sign by RSA fail alike: a key that is whole tells them apart. No wrong
            // passphrase leaves the form of a key, so whatever is wrong with it, that is not it.
            throw RsaRequestSigner.PlatformSigns(CountBits(numbers.Modulus!)) ? errors.Damaged() : errors.RefusedByPlatform("RSA with SHA-256", refusal);
        }
    }

    /// <summary>RFC 8017, appendix A.1.1: modulus and exponent.</summary>
    private static bool IsPublicHalf(ReadOnlyMemory<byte> der, byte[] modulus, byte[] exponent)
    {
        AsnReader half = AsnReaderExtensions.ReadWholeSequence(der);
        return half.ReadUnsigned().Span.SequenceEqual(modulus) && half.ReadUnsigned().Span.SequenceEqual(exponent) && !half.HasData;
    }

    private static int CountBits(byte[] number)
    {
        int bits = number.Length * BitsInByte;
        for (int first = number.Length == 0 ? 0 : number[0]; first is > 0 and < 0x80; first <<= 1)
        {
            bits--;
        }

        return bits;
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
