using System.Globalization;

namespace PortfolioMargin.Client.Keys;

/// <summary>The header lines of a traditional PEM block that is encrypted (RFC 1421): <c>DEK-Info: AES-256-CBC,0123…</c>.</summary>
internal sealed class DekInfo
{
    private const string EncryptionField = "DEK-Info:";

    private readonly BlockCipher _cipher;
    private readonly byte[] _start;

    private DekInfo(BlockCipher cipher, byte[] start, int headerLength) =>
        (_cipher, _start, HeaderLength) = (cipher, start, headerLength);

    /// <summary>How many characters of the block the headers take up.</summary>
    public int HeaderLength { get; }

    /// <summary>Reads the headers; line breaks that were lost on the way are not missed.</summary>
    /// <returns><see langword="null"/> when the block is not encrypted.</returns>
    public static DekInfo? Find(ReadOnlySpan<char> block, KeyErrors errors)
    {
        int field = block.IndexOf(EncryptionField.AsSpan());
        if (field < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = block.Slice(field + EncryptionField.Length).TrimStart();
        int comma = rest.IndexOf(',');
        if (comma < 0 || IndexOfWhiteSpace(rest) < comma)
        {
            throw errors.Damaged();
        }

        // Without line ends the key itself follows the digits: only their number tells where they end.
        BlockCipher cipher = CipherFor(rest.Slice(0, comma).ToString(), errors);
        int end = comma + 1 + (2 * cipher.BlockLength);
        return end <= rest.Length
            ? new DekInfo(cipher, ReadHex(rest.Slice(comma + 1, 2 * cipher.BlockLength), errors), block.Length - rest.Length + end)
            : throw errors.Damaged();
    }

    /// <summary>The key in the block.</summary>
    public EncryptedKey ToKey(byte[] ciphertext) =>
        new(passphrase => LegacyKeyDerivation.OpenSsl(passphrase, _start, _cipher), _cipher, ciphertext);

    private static BlockCipher CipherFor(string name, KeyErrors errors) => name switch
    {
        "AES-128-CBC" => BlockCipher.Aes128,
        "AES-192-CBC" => BlockCipher.Aes192,
        "AES-256-CBC" => BlockCipher.Aes256,
        "DES-EDE3-CBC" => BlockCipher.TripleDes,
        _ => throw EncryptedKey.UnknownEncryption(SafeText.ForDisplay(name, Errors.TextExcerpt.MaximumValueLength), errors),
    };

    private static int IndexOfWhiteSpace(ReadOnlySpan<char> text)
    {
        int index = 0;
        while (index < text.Length && !char.IsWhiteSpace(text[index]))
        {
            index++;
        }

        return index;
    }

    private static byte[] ReadHex(ReadOnlySpan<char> text, KeyErrors errors)
    {
        var bytes = new byte[text.Length / 2];
        for (int index = 0; index < bytes.Length; index++)
        {
            if (!byte.TryParse(text.Slice(2 * index, 2).ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[index]))
            {
                throw errors.Damaged();
            }
        }

        return bytes;
    }
}
