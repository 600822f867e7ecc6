using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads the few DER forms that private keys are made of, without copying them. What does not fit is a <see cref="CryptographicException"/>.</summary>
internal ref struct DerReader(ReadOnlySpan<byte> content)
{
    private const byte IntegerTag = 0x02;
    private const byte OctetStringTag = 0x04;
    private const byte ObjectIdentifierTag = 0x06;
    private const byte SequenceTag = 0x30;
    private const int LongLength = 0x80;
    private const int MaximumLengthBytes = 3;

    private ReadOnlySpan<byte> _rest = content;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The inside of a sequence that takes up the whole of a text.</summary>
    public static DerReader ReadWholeSequence(ReadOnlySpan<byte> der)
    {
        var reader = new DerReader(der);
        DerReader inside = reader.ReadSequence();
        return reader.IsAtEnd ? inside : throw Malformed();
    }

    /// <summary>Whether an integer comes next.</summary>
    public readonly bool IsIntegerNext => !_rest.IsEmpty && _rest[0] == IntegerTag;

    /// <summary>The inside of a sequence.</summary>
    public DerReader ReadSequence() => new(Read(SequenceTag));

    /// <summary>The bytes of an octet string.</summary>
    public ReadOnlySpan<byte> ReadOctetString() => Read(OctetStringTag);

    /// <summary>An object identifier in its dotted form.</summary>
    public string ReadObjectIdentifier() => ObjectIdentifier.ToText(Read(ObjectIdentifierTag));

    /// <summary>The big-endian bytes of an integer that is not negative, without leading zeros; empty for zero.</summary>
    public ReadOnlySpan<byte> ReadUnsigned()
    {
        ReadOnlySpan<byte> bytes = Read(IntegerTag);
        if (bytes.IsEmpty || bytes[0] >= LongLength)
        {
            throw Malformed();
        }

        int zeros = 0;
        while (zeros < bytes.Length && bytes[zeros] == 0)
        {
            zeros++;
        }

        return bytes.Slice(zeros);
    }

    /// <summary>An integer that is not negative and is below 2^24; a greater one reads as the greatest there is.</summary>
    public int ReadInt32()
    {
        ReadOnlySpan<byte> bytes = ReadUnsigned();
        return bytes.Length < sizeof(int) ? BigEndian(bytes) : int.MaxValue;
    }

    private static int BigEndian(ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        foreach (byte part in bytes)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private static CryptographicException Malformed() => new("The key's inner form is not what its kind has.");

    private ReadOnlySpan<byte> Read(byte tag)
    {
        if (_rest.Length < 2 || _rest[0] != tag)
        {
            throw Malformed();
        }

        int length = _rest[1];
        ReadOnlySpan<byte> behind = _rest.Slice(2);
        if (length >= LongLength)
        {
            int lengthBytes = length - LongLength;
            if (lengthBytes is 0 or > MaximumLengthBytes || behind.Length < lengthBytes)
            {
                throw Malformed();
            }

            length = BigEndian(behind.Slice(0, lengthBytes));
            behind = behind.Slice(lengthBytes);
        }

        if (behind.Length < length)
        {
            throw Malformed();
        }

        _rest = behind.Slice(length);
        return behind.Slice(0, length);
    }
}
