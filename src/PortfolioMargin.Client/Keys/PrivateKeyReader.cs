using System.Security;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Makes a signer of PEM text: finds the private key in it, opens it, and tells its kind from the key itself.</summary>
internal static class PrivateKeyReader
{
    /// <summary>Reads the one private key of a text.</summary>
    /// <param name="text">PEM text, with anything around the key. The caller zeroes it.</param>
    /// <param name="passphrase">The passphrase, if there is one; not looked at when the key is not encrypted.</param>
    /// <param name="errors">Makes the errors, which say where the text is from.</param>
    public static IRequestSigner Read(char[] text, SecureString? passphrase, KeyErrors errors)
    {
        PemBlock block = Choose(PemBlock.FindAll(text, errors), text, errors);
        return block.Label == PemLabels.TraditionalRsa
            ? ReadTraditional(text, block, passphrase, errors)
            : ReadPkcs8(Decode(text, block.Start, block.Length, errors), block.Label == PemLabels.EncryptedPkcs8, passphrase, errors);
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

    private static byte[] Decode(char[] text, int start, int length, KeyErrors errors)
    {
        try
        {
            return Convert.FromBase64CharArray(text, start, length);
        }
        catch (FormatException)
        {
            throw errors.Damaged();
        }
    }

    private static IRequestSigner ReadPkcs8(byte[] der, bool isEncrypted, SecureString? passphrase, KeyErrors errors)
    {
        try
        {
            return isEncrypted ? ReadEncrypted(EncryptedKey.FromPkcs8(der, errors), passphrase, Pkcs8Key.Read, errors) : Pkcs8Key.Read(der, errors);
        }
        catch (CryptographicException)
        {
            throw errors.Damaged();
        }
        finally
        {
            Array.Clear(der, 0, der.Length);
        }
    }

    private static IRequestSigner ReadTraditional(char[] text, PemBlock block, SecureString? passphrase, KeyErrors errors)
    {
        DekInfo? encryption = DekInfo.Find(text.AsSpan(block.Start, block.Length), errors);
        int headers = encryption?.HeaderLength ?? 0;
        byte[] body = Decode(text, block.Start + headers, block.Length - headers, errors);
        try
        {
            return encryption is null
                ? Pkcs1Key.Read(body, errors)
                : ReadEncrypted(encryption.ToKey(body), passphrase, static (plain, origin) => Pkcs1Key.Read(plain, origin), errors);
        }
        catch (CryptographicException)
        {
            throw errors.Damaged();
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    private static IRequestSigner ReadEncrypted(
        EncryptedKey key, SecureString? passphrase, Func<byte[], KeyErrors, IRequestSigner> read, KeyErrors errors)
    {
        if (passphrase is null || passphrase.Length == 0)
        {
            throw errors.PassphraseRequired();
        }

        byte[]? plain = null;
        try
        {
            using PinnedArray<char> characters = SecureStringReader.Read(passphrase);
            plain = key.Decrypt(characters.Items);
            return read(plain, errors);
        }
        catch (CryptographicException)
        {
            // Padding that is wrong, or right by chance with something inside that is no key.
            throw errors.WrongPassphrase();
        }
        finally
        {
            Array.Clear(plain ?? [], 0, plain?.Length ?? 0);
        }
    }
}
