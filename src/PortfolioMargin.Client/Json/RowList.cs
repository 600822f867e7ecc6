using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>Reads an array of rows. For one response and one thread.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class RowList<TRow>(RowDecoder<TRow> decoder)
{
    /// <summary>The rows read so far; <see langword="null"/> before the array began.</summary>
    public List<TRow>? Rows { get; private set; }

    /// <summary>The documented fields that some row does not have.</summary>
    public IReadOnlyCollection<string> MissingFields => decoder.MissingFields;

    /// <summary>Reads the array whose first token the reader stands on, to its end.</summary>
    /// <exception cref="InvalidResponseException">A row cannot be read; the message names the row, its id and the field.</exception>
    public void Read(ref Utf8JsonReader reader, int usualCount)
    {
        Rows = new List<TRow>(usualCount);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int number = Rows.Count + 1;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw BadField("rows", FormattableString.Invariant($"holds {FieldException.Describe(ref reader)} as row {number}, not an object"));
            }

            Utf8JsonReader start = reader;
            try
            {
                Rows.Add(decoder.Read(ref reader));
            }
            catch (FieldException fault)
            {
                throw fault.InRow(number, decoder.FindRowId(start));
            }
        }
    }

    /// <summary>The error of a field outside the rows.</summary>
    public static InvalidResponseException BadField(string field, string problem) =>
        new($"The exchange's answer cannot be read: field '{field}' {problem}.") { Field = field };
}
