using System.Security;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Signing;

/// <summary>Makes a signer of PEM text: finds the private key in it, opens it, and tells its kind from the key itself.</summary>
internal static class PrivateKeyReader
{
    /// <summary>Reads the one private key of a text.</summary>
    /// <param name="text">PEM text, with anything around the key. The caller zeroes it.</param>
    /// <param name="passphrase">The passphrase, if there is one; not looked at when the key is not encrypted.</param>
    /// <param name="source">Where the text is from.</param>
    public static IRequestSigner Read(char[] text, SecureString? passphrase, KeySource source)
    {
        PemBlock block = Choose(PemBlock.FindAll(text, source), text, source);
        return block.Label == PemLabels.TraditionalRsa
            ? ReadTraditional(text, block, passphrase, source)
            : ReadPkcs8(Decode(text, block.Start, block.Length, source), block.Label == PemLabels.EncryptedPkcs8, passphrase, source);
    }

    private static PemBlock Choose(List<PemBlock> blocks, ReadOnlySpan<char> text, KeySource source)
    {
        List<PemBlock> readable = blocks.FindAll(block => PemLabels.IsReadable(block.Label));
        return (readable.Count, blocks.Count) switch
        {
            (1, _) => readable[0],
            ( > 1, _) => throw source.Unreadable(FormattableString.Invariant($"holds {readable.Count} private keys. Leave the one to sign with.")),
            (_, 0) => throw source.Unreadable(PemLabels.DescribeForeign(text)),
            _ => throw source.Unreadable($"holds {PemLabels.Describe(PemLabels.MostTelling(blocks))}"),
        };
    }

    private static byte[] Decode(char[] text, int start, int length, KeySource source)
    {
        try
        {
            return Convert.FromBase64CharArray(text, start, length);
        }
        catch (FormatException)
        {
            throw source.Damaged();
        }
    }

    private static IRequestSigner ReadPkcs8(byte[] der, bool isEncrypted, SecureString? passphrase, KeySource source)
    {
        try
        {
            return isEncrypted ? ReadEncrypted(EncryptedKey.FromPkcs8(der, source), passphrase, Pkcs8Key.Read, source) : Pkcs8Key.Read(der, source);
        }
        catch (CryptographicException)
        {
            throw source.Damaged();
        }
        finally
        {
            Array.Clear(der, 0, der.Length);
        }
    }

    private static IRequestSigner ReadTraditional(char[] text, PemBlock block, SecureString? passphrase, KeySource source)
    {
        TraditionalEncryption? encryption = TraditionalEncryption.Find(text.AsSpan(block.Start, block.Length), source);
        int headers = encryption?.HeaderLength ?? 0;
        byte[] body = Decode(text, block.Start + headers, block.Length - headers, source);
        try
        {
            return encryption is null
                ? RsaKey.Read(body, source)
                : ReadEncrypted(encryption.ToKey(body), passphrase, static (plain, origin) => RsaKey.Read(plain, origin), source);
        }
        catch (CryptographicException)
        {
            throw source.Damaged();
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    private static IRequestSigner ReadEncrypted(
        EncryptedKey key, SecureString? passphrase, Func<byte[], KeySource, IRequestSigner> read, KeySource source)
    {
        if (passphrase is null || passphrase.Length == 0)
        {
            throw source.PassphraseRequired();
        }

        byte[]? plain = null;
        try
        {
            using PinnedArray<char> characters = SecureText.Read(passphrase);
            plain = key.Decrypt(characters.Items);
            return read(plain, source);
        }
        catch (CryptographicException)
        {
            // Padding that is wrong, or right by chance with something inside that is no key.
            throw source.WrongPassphrase();
        }
        finally
        {
            Array.Clear(plain ?? [], 0, plain?.Length ?? 0);
        }
    }
}
