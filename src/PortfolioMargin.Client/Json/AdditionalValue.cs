using System.Text;
using System.Text.Json;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Json;

/// <summary>Turns a value that the documentation does not name into plain CLR values, without losing a digit.</summary>
internal static class AdditionalValue
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Reads the value the reader stands on, to its end.</summary>
    /// <param name="reader">Stands on the value's first token.</param>
    /// <param name="symbols">Shares the names of inner fields.</param>
    /// <param name="field">The field of the row that holds the value, for messages.</param>
    public static object? Read(ref Utf8JsonReader reader, Utf8StringCache symbols, string field) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        JsonTokenType.String => JsonFields.ReadPlainText(ref reader, field),
        JsonTokenType.Number => ReadNumber(reader.ValueSpan),
        JsonTokenType.StartArray => ReadArray(ref reader, symbols, field),
        _ => ReadObject(ref reader, symbols, field),
    };

    private static object ReadNumber(ReadOnlySpan<byte> text)
    {
        if (JsonFields.TryParseInt64(text, out long whole))
        {
            return whole;
        }

        return ExactDecimal.TryParse(text, out decimal value) ? value : Encoding.UTF8.GetString(text.ToArray());
    }

    private static object?[] ReadArray(ref Utf8JsonReader reader, Utf8StringCache symbols, string field)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, symbols, field));
        }

        return items.ToArray();
    }

    private static Dictionary<string, object?> ReadObject(ref Utf8JsonReader reader, Utf8StringCache symbols, string field)
    {
        var members = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = JsonFields.ReadName(ref reader, symbols);
            if (members.ContainsKey(name))
            {
                throw new FieldException(field, $"holds '{SafeText.ForDisplay(name, TextExcerpt.MaximumValueLength)}' more than once");
            }

            reader.Read();
            members.Add(name, Read(ref reader, symbols, field));
        }

        return members;
    }
}
