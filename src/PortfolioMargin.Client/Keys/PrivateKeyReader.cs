using System.Formats.Asn1;
using System.Security;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Makes a signer of PEM text: finds the private key in it, opens it, and tells its kind from the key itself.</summary>
internal static class PrivateKeyReader
{
    /// <summary>Reads the one private key of a text.</summary>
    /// <param name="text">PEM text with anything around the key, or its inside alone; line breaks may be missing, or written <c>\n</c>.</param>
    /// <param name="passphrase">The passphrase, if there is one; not looked at when the key is not encrypted.</param>
    /// <param name="errors">Makes the errors, which say where the text is from, and takes the warnings.</param>
    public static IRequestSigner Read(ReadOnlySpan<char> text, SecureString? passphrase, KeyErrors errors)
    {
        using PinnedArray<char> plain = KeyText.Unescape(text);
        if (!PemBlock.IsIn(plain.Items) && BareKey.IsIn(plain.Items))
        {
            return ReadBare(CredentialText.Trim(plain.Items), passphrase, errors);
        }

        PemBlock block = Choose(PemBlock.FindAll(plain.Items, errors), plain.Items, errors);
        ReadOnlySpan<char> inside = plain.Items.AsSpan(block.Start, block.Length);
        return block.Label == PemLabels.TraditionalRsa
            ? ReadTraditional(inside, passphrase, errors)
            : ReadPkcs8(inside, block.Label == PemLabels.EncryptedPkcs8, passphrase, errors);
    }

    private static IRequestSigner ReadBare(ReadOnlySpan<char> inside, SecureString? passphrase, KeyErrors errors)
    {
        using PinnedArray<byte> der = Decode(inside, errors);
        try
        {
            return BareKey.LabelOf(der.Items) switch
            {
                PemLabels.Pkcs8 => Pkcs8Key.Read(der.Items, errors),
                PemLabels.EncryptedPkcs8 => ReadEncrypted(EncryptedKey.FromPkcs8(der.Items, errors), passphrase, Pkcs8Key.Read, errors),
                PemLabels.TraditionalRsa => Pkcs1Key.Read(der.Items, errors),
                string other => throw errors.Unreadable($"holds {PemLabels.Describe(other)}"),
            };
        }
        catch (AsnContentException)
        {
            throw errors.Damaged();
        }
    }

    private static PemBlock Choose(List<PemBlock> blocks, ReadOnlySpan<char> text, KeyErrors errors)
    {
        List<PemBlock> readable = blocks.FindAll(block => PemLabels.IsReadable(block.Label));
        return (readable.Count, blocks.Count) switch
        {
            (1, _) => readable[0],
            ( > 1, _) => throw errors.Unreadable(FormattableString.Invariant($"holds {readable.Count} private keys. Leave the one to sign with.")),
            (_, 0) => throw errors.Unreadable(PemLabels.DescribeForeign(text)),
            _ => throw errors.Unreadable($"holds {PemLabels.Describe(PemLabels.MostTelling(blocks))}"),
        };
    }

    private static PinnedArray<byte> Decode(ReadOnlySpan<char> text, KeyErrors errors) => Base64Text.Decode(text) ?? throw errors.Damaged();

    private static IRequestSigner ReadPkcs8(ReadOnlySpan<char> body, bool isEncrypted, SecureString? passphrase, KeyErrors errors)
    {
        using PinnedArray<byte> der = Decode(body, errors);
        try
        {
            return isEncrypted
                ? ReadEncrypted(EncryptedKey.FromPkcs8(der.Items, errors), passphrase, Pkcs8Key.Read, errors)
                : Pkcs8Key.Read(der.Items, errors);
        }
        catch (AsnContentException)
        {
            throw errors.Damaged();
        }
    }

    private static IRequestSigner ReadTraditional(ReadOnlySpan<char> block, SecureString? passphrase, KeyErrors errors)
    {
        DekInfo? encryption = DekInfo.Find(block, errors);
        using PinnedArray<byte> body = Decode(block.Slice(encryption?.HeaderLength ?? 0), errors);
        try
        {
            return encryption is null
                ? Pkcs1Key.Read(body.Items, errors)
                : ReadEncrypted(encryption.ToKey(body.Items), passphrase, Pkcs1Key.Read, errors);
        }
        catch (AsnContentException)
        {
            throw errors.Damaged();
        }
    }

    private static IRequestSigner ReadEncrypted(
        EncryptedKey key, SecureString? passphrase, Func<ReadOnlyMemory<byte>, KeyErrors, IRequestSigner> read, KeyErrors errors)
    {
        if (passphrase is null || passphrase.Length == 0)
        {
            throw errors.PassphraseRequired();
        }

        using PinnedArray<char> characters = SecureStringReader.Read(passphrase);
        try
        {
            using PinnedArray<byte> plain = key.Decrypt(characters.Items, errors);
            return read(plain.Items, errors);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            // Padding that is wrong, or right by chance with something inside that is no key.
            throw errors.WrongPassphrase(characters.Items);
        }
    }
}
