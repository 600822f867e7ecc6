using System.Formats.Asn1;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads a plain PKCS #8 key (RFC 5958): version, algorithm, and the key in the algorithm's own form.</summary>
internal static class Pkcs8Key
{
    private const int NewestVersion = 1;
    private const int Ed25519KeyLength = 32;

    /// <summary>Makes the signer that the key's algorithm needs.</summary>
    /// <exception cref="AsnContentException">These bytes are no such key.</exception>
    /// <exception cref="PrivateKeyUnreadableException">They are one of a kind that cannot be used.</exception>
    public static IRequestSigner Read(ReadOnlyMemory<byte> der, KeyErrors errors)
    {
        AsnReader key = AsnReaderExtensions.ReadWholeSequence(der);
        if (key.ReadBoundedInt32() > NewestVersion)
        {
            throw new AsnContentException("The key is of a version that does not exist.");
        }

        string algorithm = key.ReadSequence().ReadObjectIdentifier();
        ReadOnlyMemory<byte> inner = key.ReadOctets();
        return algorithm switch
        {
            ObjectIdentifier.Rsa => Pkcs1Key.Read(inner, errors),
            ObjectIdentifier.Ed25519 => ReadEd25519(inner),
            _ => throw errors.Unreadable($"holds {ObjectIdentifier.NameOfKey(algorithm)}. {KeyErrors.MakeNew}"),
        };
    }

    /// <summary>RFC 8410: an octet string in the octet string.</summary>
    private static Ed25519RequestSigner ReadEd25519(ReadOnlyMemory<byte> inner)
    {
        var reader = new AsnReader(inner, AsnEncodingRules.BER);
        ReadOnlySpan<byte> privateKey = reader.ReadOctets().Span;
        if (privateKey.Length != Ed25519KeyLength || reader.HasData)
        {
            throw new AsnContentException("An Ed25519 key has 32 bytes.");
        }

        return new Ed25519RequestSigner(privateKey);
    }
}
