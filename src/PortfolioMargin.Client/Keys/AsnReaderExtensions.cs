using System.Formats.Asn1;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads what private keys are made of in place: what comes back is a part of the text that is read, never a copy of it.</summary>
internal static class AsnReaderExtensions
{
    private const byte SignBit = 0x80;

    /// <summary>A reader of the inside of a sequence that takes up the whole of a text. BER is accepted, of which DER is the strict form.</summary>
    /// <exception cref="AsnContentException">The text is something else, or goes on behind the sequence.</exception>
    public static AsnReader ReadWholeSequence(ReadOnlyMemory<byte> text)
    {
        var reader = new AsnReader(text, AsnEncodingRules.BER);
        AsnReader inside = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return inside;
    }

    /// <summary>The bytes of an octet string that is in one piece.</summary>
    /// <exception cref="AsnContentException">Something else comes next.</exception>
    public static ReadOnlyMemory<byte> ReadOctets(this AsnReader reader) => reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> octets)
        ? octets
        : throw new AsnContentException("The octet string is in pieces.");

    /// <summary>The big-endian bytes of an integer that is not negative, without leading zeros; empty for zero.</summary>
    /// <exception cref="AsnContentException">Something else comes next.</exception>
    public static ReadOnlyMemory<byte> ReadUnsigned(this AsnReader reader)
    {
        ReadOnlyMemory<byte> bytes = reader.ReadIntegerBytes();
        if ((bytes.Span[0] & SignBit) != 0)
        {
            throw new AsnContentException("The number is negative.");
        }

        return bytes.Span[0] == 0 ? bytes.Slice(1) : bytes;
    }

    /// <summary>An integer that is not negative; one that is too large for the type reads as the greatest there is.</summary>
    /// <exception cref="AsnContentException">Something else comes next.</exception>
    public static int ReadBoundedInt32(this AsnReader reader) => !reader.TryReadInt32(out int value) ? int.MaxValue
        : value >= 0 ? value
        : throw new AsnContentException("The number is negative.");
}
