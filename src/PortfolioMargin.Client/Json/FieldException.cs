using System.Text.Json;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Json;

/// <summary>A field of a row cannot be read; becomes an <see cref="InvalidResponseException"/> where row and order are known.</summary>
internal sealed class FieldException(string field, string problem) : Exception(problem)
{
    /// <summary>The field's name as the exchange writes it.</summary>
    public string Field { get; } = field;

    /// <summary>A value that is there, but is not what the field needs.</summary>
    /// <param name="needed">What the field needs: the rest of "is not …".</param>
    /// <param name="field">The field's name.</param>
    /// <param name="reader">Stands on the value.</param>
    public static FieldException NotA(string needed, string field, ref Utf8JsonReader reader) =>
        new(field, $"is {Describe(ref reader)}, which is not {needed}");

    /// <summary>What the value the reader stands on is, fit for a message.</summary>
    public static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => TextExcerpt.OfValue(reader.ValueSpan),
        _ => $"\"{TextExcerpt.OfValue(reader.ValueSpan)}\"",
    };

    /// <summary>The exception a caller sees.</summary>
    /// <param name="rowNumber">The row's number in its page, from 1.</param>
    /// <param name="orderId">The row's order, when its id can be read.</param>
    public InvalidResponseException InRow(int rowNumber, long? orderId)
    {
        string name = SafeText.ForDisplay(Field, TextExcerpt.MaximumValueLength);
        string order = orderId is null ? "" : FormattableString.Invariant($" (order {orderId})");
        return new InvalidResponseException(
            FormattableString.Invariant($"Row {rowNumber} of the exchange's answer{order} cannot be read: field '{name}' {Message}."))
        {
            Field = name,
            OrderId = orderId,
        };
    }
}
