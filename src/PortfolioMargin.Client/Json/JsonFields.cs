using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Json;

/// <summary>Reads single values exactly, numbers also from strings. What cannot be read exactly is a <see cref="FieldException"/>.</summary>
internal static class JsonFields
{
    /// <summary>The longest text that is kept as a value, in characters.</summary>
    private const int MaximumTextLength = 256;

    private static readonly long EarliestMilliseconds = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>A price or a quantity: zero or more, with its scale.</summary>
    public static decimal ReadAmount(ref Utf8JsonReader reader, string field)
    {
        if (IsNumeric(reader.TokenType))
        {
            ReadOnlySpan<byte> text = Characters(ref reader, field);
            if (ExactDecimal.TryParse(text, out decimal value) && text[0] != '-')
            {
                return value;
            }
        }

        throw FieldException.NotA("a number of zero or more that a decimal holds exactly", field, ref reader);
    }

    /// <summary>A whole number of 64 bits; never by way of a double.</summary>
    public static long ReadInt64(ref Utf8JsonReader reader, string field)
    {
        if (IsNumeric(reader.TokenType) && TryParseInt64(Characters(ref reader, field), out long value))
        {
            return value;
        }

        throw FieldException.NotA("a whole number of 64 bits", field, ref reader);
    }

    /// <summary>A count: a whole number of zero or more.</summary>
    public static ulong ReadCount(ref Utf8JsonReader reader, string field)
    {
        if (IsNumeric(reader.TokenType))
        {
            ReadOnlySpan<byte> text = Characters(ref reader, field);
            if (Utf8Parser.TryParse(text, out ulong value, out int consumed) && consumed == text.Length && text[0] != '+')
            {
                return value;
            }
        }

        throw FieldException.NotA("a whole number of zero or more", field, ref reader);
    }

    /// <summary>A time in milliseconds since 1970, UTC.</summary>
    public static DateTimeOffset ReadTime(ref Utf8JsonReader reader, string field)
    {
        long milliseconds = ReadInt64(ref reader, field);
        if (milliseconds < EarliestMilliseconds || milliseconds > LatestMilliseconds)
        {
            throw FieldException.NotA("a time between the years 1 and 9999 in milliseconds since 1970", field, ref reader);
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    /// <summary>A word such as a symbol, shared with other rows.</summary>
    public static string ReadWord(ref Utf8JsonReader reader, Utf8StringCache symbols, string field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw FieldException.NotA("a text", field, ref reader);
        }

        try
        {
            return Plain(symbols.Read(ref reader), field);
        }
        catch (InvalidOperationException)
        {
            throw BadText(field);
        }
    }

    /// <summary>A boolean, also written as the text <c>true</c> or <c>false</c>.</summary>
    public static bool ReadFlag(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when NameIs(ref reader, "true") => true,
        JsonTokenType.String when NameIs(ref reader, "false") => false,
        _ => throw FieldException.NotA("true or false", field, ref reader),
    };

    /// <summary>Whether the value is <c>null</c> or an empty text: as good as none.</summary>
    public static bool IsNothing(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty);

    /// <summary>A text that is harmless wherever it is shown.</summary>
    public static string ReadPlainText(ref Utf8JsonReader reader, string field) => Plain(ReadText(ref reader, field), field);

    /// <summary>Any text.</summary>
    public static string ReadText(ref Utf8JsonReader reader, string field)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw BadText(field);
        }
    }

    /// <summary>Whether the reader stands on this name. A name that is not valid text is no name we know.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The name of a field that is not documented, shared with other rows.</summary>
    public static string ReadName(ref Utf8JsonReader reader, Utf8StringCache symbols)
    {
        try
        {
            string name = symbols.Read(ref reader);
            return SafeText.IsHarmless(name, MaximumTextLength) ? name : throw new FieldException(SafeText.ForDisplay(name, TextExcerpt.MaximumValueLength), "has a name with control characters, or a very long one");
        }
        catch (InvalidOperationException)
        {
            throw new FieldException(TextExcerpt.OfValue(reader.ValueSpan), "has a name that is not valid Unicode text");
        }
    }

    /// <summary>Reads a 64-bit whole number that takes up the whole text.</summary>
    public static bool TryParseInt64(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length && text[0] != '+';

    private static bool IsNumeric(JsonTokenType token) => token is JsonTokenType.String or JsonTokenType.Number;

    private static ReadOnlySpan<byte> Characters(ref Utf8JsonReader reader, string field) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(ReadText(ref reader, field)) : reader.ValueSpan;

    /// <summary>What a terminal or a spreadsheet could take for a command is not let in.</summary>
    private static string Plain(string text, string field) =>
        SafeText.IsHarmless(text, MaximumTextLength) ? text : throw new FieldException(field, "has control or invisible characters in it, or is very long");

    private static FieldException BadText(string field) => new(field, "is not valid Unicode text");
}
