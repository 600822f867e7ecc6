using System.Formats.Asn1;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads a plain PKCS #8 key (RFC 5958): version, algorithm, the key in the algorithm's own form, and perhaps its public half.</summary>
internal static class Pkcs8Key
{
    private const int NewestVersion = 1;
    private const int Ed25519KeyLength = 32;

    private static readonly Asn1Tag Attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag PublicHalf = new(TagClass.ContextSpecific, 1);

    /// <summary>Makes the signer that the key's algorithm needs.</summary>
    /// <exception cref="AsnContentException">These bytes are no such key.</exception>
    /// <exception cref="PrivateKeyUnreadableException">They are one of a kind that cannot be used, or their two halves do not belong together.</exception>
    public static IRequestSigner Read(ReadOnlyMemory<byte> der, KeyErrors errors)
    {
        AsnReader key = AsnReaderExtensions.ReadWholeSequence(der);
        if (key.ReadBoundedInt32() > NewestVersion)
        {
            throw new AsnContentException("The key is of a version that does not exist.");
        }

        string algorithm = key.ReadSequence().ReadObjectIdentifier();
        ReadOnlyMemory<byte> inner = key.ReadOctets();
        ReadOnlyMemory<byte>? publicHalf = ReadPublicHalf(key);
        return algorithm switch
        {
            ObjectIdentifier.Rsa => Pkcs1Key.Read(inner, publicHalf, errors),
            ObjectIdentifier.Ed25519 => ReadEd25519(inner, publicHalf, errors),
            _ => throw errors.Unreadable($"holds {ObjectIdentifier.NameOfKey(algorithm)}. {KeyErrors.MakeNew}"),
        };
    }

    /// <summary>What may stand behind the key: attributes, which tell nothing here, and the public half. Nothing else may.</summary>
    private static ReadOnlyMemory<byte>? ReadPublicHalf(AsnReader key)
    {
        if (key.HasData && key.PeekTag() == Attributes)
        {
            key.ReadEncodedValue();
        }

        ReadOnlyMemory<byte>? publicHalf = null;
        if (key.HasData)
        {
            publicHalf = key.TryReadPrimitiveBitString(out int unusedBits, out ReadOnlyMemory<byte> bits, PublicHalf) && unusedBits == 0
                ? bits
                : throw new AsnContentException("The public half is in pieces.");
        }

        key.ThrowIfNotEmpty();
        return publicHalf;
    }

    /// <summary>RFC 8410: an octet string in the octet string.</summary>
    private static Ed25519RequestSigner ReadEd25519(ReadOnlyMemory<byte> inner, ReadOnlyMemory<byte>? publicHalf, KeyErrors errors)
    {
        var reader = new AsnReader(inner, AsnEncodingRules.BER);
        ReadOnlySpan<byte> privateKey = reader.ReadOctets().Span;
        reader.ThrowIfNotEmpty();
        if (privateKey.Length != Ed25519KeyLength)
        {
            throw new AsnContentException("An Ed25519 key has 32 bytes.");
        }

        var signer = new Ed25519RequestSigner(privateKey);
        if (publicHalf is { } half && !half.Span.SequenceEqual(signer.PublicKey))
        {
            signer.Dispose();
            throw errors.Contradictory();
        }

        return signer;
    }
}
