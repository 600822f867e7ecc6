using System.Text.Json;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Json;

/// <summary>
/// Reads <c>{"rows":[…],"total":N}</c>. It works on the tokens themselves, not through a serializer, for what a serializer
/// does not tell: fields that are there twice, the row's number and the order's id in an error, and a value that would be rounded.
/// </summary>
internal static class ForceOrderPageReader
{
    /// <summary>How deeply objects and arrays may nest.</summary>
    public const int MaximumDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaximumDepth };

    /// <summary>Reads a page.</summary>
    /// <param name="utf8">The answer's body; a byte-order mark before it is passed over.</param>
    /// <param name="profileName">Written into each row.</param>
    /// <param name="symbols">Shares words between rows and pages.</param>
    /// <param name="serverTime">Handed on with the page.</param>
    /// <exception cref="InvalidResponseException">The body is not what the endpoint documents, or a value in it cannot be read exactly.</exception>
    public static ForceOrderPage Read(ReadOnlySpan<byte> utf8, string? profileName, Utf8StringCache symbols, DateTimeOffset? serverTime)
    {
        var reader = new Utf8JsonReader(Utf8Text.WithoutMark(utf8), Options);
        List<MarginForceOrder>? rows = null;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new InvalidResponseException($"The exchange's answer is {FieldException.Describe(ref reader)}, not an object with 'rows'.");
            }

            ulong? total = ReadMembers(ref reader, new ForceOrderRowReader(profileName, symbols), ref rows);
            reader.Read();
            return new ForceOrderPage(rows ?? throw BadRows("is missing"), total, serverTime);
        }
        catch (JsonException e)
        {
            // The reader's own message quotes the body: only the place is told.
            string row = rows is null ? "" : FormattableString.Invariant($", behind {rows.Count} rows that can be read");
            throw new InvalidResponseException(FormattableString.Invariant(
                $"The exchange's answer is not JSON, or breaks off: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}{row}."));
        }
    }

    private static ulong? ReadMembers(ref Utf8JsonReader reader, ForceOrderRowReader rowReader, ref List<MarginForceOrder>? rows)
    {
        ulong? total = null;
        bool totalSeen = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (JsonFields.NameIs(ref reader, "rows"))
            {
                if (rows is not null)
                {
                    throw BadRows("is there more than once");
                }

                rows = new List<MarginForceOrder>(PageWalkQuery.MaximumPageSize);
                ReadRows(ref reader, rowReader, rows);
            }
            else if (JsonFields.NameIs(ref reader, "total"))
            {
                if (totalSeen)
                {
                    throw BadField("total", "is there more than once");
                }

                totalSeen = true;
                total = ReadTotal(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return total;
    }

    private static void ReadRows(ref Utf8JsonReader reader, ForceOrderRowReader rowReader, List<MarginForceOrder> rows)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw BadRows($"is {FieldException.Describe(ref reader)}, not an array");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int number = rows.Count + 1;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw BadRows(FormattableString.Invariant($"holds {FieldException.Describe(ref reader)} as row {number}, not an object"));
            }

            Utf8JsonReader start = reader;
            try
            {
                rows.Add(rowReader.Read(ref reader));
            }
            catch (FieldException fault)
            {
                throw fault.InRow(number, ForceOrderRowReader.FindOrderId(start));
            }
        }
    }

    private static ulong? ReadTotal(ref Utf8JsonReader reader)
    {
        reader.Read();
        try
        {
            return reader.TokenType == JsonTokenType.Null ? null : JsonFields.ReadCount(ref reader, "total");
        }
        catch (FieldException fault)
        {
            throw BadField(fault.Field, fault.Message);
        }
    }

    private static InvalidResponseException BadRows(string problem) => BadField("rows", problem);

    private static InvalidResponseException BadField(string field, string problem) =>
        new($"The exchange's answer cannot be read: field '{field}' {problem}.") { Field = field };
}
