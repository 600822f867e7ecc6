using System.Formats.Asn1;

namespace PortfolioMargin.Client.Keys;

/// <summary>The inside of a PEM file, which some vaults and variables keep without its first and last line.</summary>
internal static class BareKey
{
    /// <summary>So many characters of base64 hold the beginning that no secret has by chance.</summary>
    private const int TellingLength = 24;

    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const byte OctetString = 0x04;
    private const byte ObjectIdentifierTag = 0x06;
    private const byte LongLength = 0x80;

    /// <summary>Whether a text begins as the inside of a key file does, whole or not.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> inside = CredentialText.Trim(text);
        Span<char> beginning = stackalloc char[TellingLength];
        int length = 0;
        for (int index = 0; index < inside.Length && length < TellingLength; index++)
        {
            if (!char.IsWhiteSpace(inside[index]))
            {
                beginning[length++] = inside[index];
            }
        }

        using PinnedArray<byte>? bytes = length == TellingLength ? Base64Text.Decode(beginning) : null;
        beginning.Clear();
        return bytes is not null && IsBeginningOfKey(bytes.Items);
    }

    /// <summary>The label that the key would have in a PEM file.</summary>
    /// <exception cref="AsnContentException">These bytes are no whole key.</exception>
    public static string LabelOf(ReadOnlyMemory<byte> der)
    {
        AsnReader key = AsnReaderExtensions.ReadWholeSequence(der);
        bool hasVersion = key.PeekTag().HasSameClassAndValue(Asn1Tag.Integer);
        key.ReadEncodedValue();
        Asn1Tag next = key.PeekTag();
        return (hasVersion, (UniversalTagNumber)next.TagValue) switch
        {
            (true, UniversalTagNumber.Sequence) => PemLabels.Pkcs8,
            (true, UniversalTagNumber.Integer) => PemLabels.TraditionalRsa,
            (true, _) => PemLabels.TraditionalEc,
            (false, UniversalTagNumber.OctetString) => PemLabels.EncryptedPkcs8,
            _ => PemLabels.PublicKey,
        };
    }

    /// <summary>
    /// A sequence that begins with the version 0 or 1 and a part that keys have there, or with an algorithm whose identifier begins as
    /// those of keys and their encryptions do.
    /// </summary>
    private static bool IsBeginningOfKey(ReadOnlySpan<byte> der)
    {
        if (der[0] != Sequence)
        {
            return false;
        }

        ReadOnlySpan<byte> inside = Inside(der);
        return inside[0] == Sequence
            ? Inside(inside) is [ObjectIdentifierTag, _, 0x2A, 0x86, 0x48, ..] or [ObjectIdentifierTag, _, 0x2B, 0x65, ..]
            : inside is [Integer, 1, 0 or 1, Sequence or Integer or OctetString, ..];
    }

    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> sequence) =>
        sequence.Slice(2 + (sequence[1] > LongLength ? Math.Min(sequence[1] - LongLength, 2) : 0));
}
