using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>What stands around the rows of a response.</summary>
internal enum PageEnvelope
{
    /// <summary><c>{"rows":[…],"total":N}</c>.</summary>
    RowsAndTotal,

    /// <summary><c>[…]</c>.</summary>
    Array,
}

/// <summary>What holds for responses of every kind.</summary>
internal static class PageDecoder
{
    /// <summary>How deeply objects and arrays may nest.</summary>
    public const int MaximumDepth = 64;
}

/// <summary>
/// Reads a response's body. It works on the tokens themselves, not through a serializer, for what a serializer does not tell: fields that
/// are there twice, the row's number and id in an error, and a value that would be rounded.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class PageDecoder<TRow>(PageEnvelope envelope, RowTable<TRow> table)
{
    private const int UsualRowCount = 100;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = PageDecoder.MaximumDepth };

    /// <summary>Reads a page.</summary>
    /// <param name="utf8">The body; a byte-order mark before it is passed over.</param>
    /// <param name="profileName">Written into each row.</param>
    /// <param name="strings">Shares words between rows and pages.</param>
    /// <exception cref="InvalidResponseException">The body is not what the endpoint documents, or a value in it cannot be read exactly.</exception>
    public Page<TRow> Read(ReadOnlySpan<byte> utf8, string? profileName, Utf8StringCache strings)
    {
        var reader = new Utf8JsonReader(Utf8Text.WithoutMark(utf8), Options);
        var rows = new RowList<TRow>(new RowDecoder<TRow>(table, profileName, strings));
        try
        {
            reader.Read();
            ulong? total = envelope == PageEnvelope.Array ? ReadArray(ref reader, rows) : ReadObject(ref reader, rows);
            reader.Read();
            return new Page<TRow>(rows.Rows ?? throw BadField("rows", "is missing"), total) { MissingFields = rows.MissingFields };
        }
        catch (JsonException e)
        {
            // The reader's own message quotes the body: only the place is told.
            string row = rows.Rows is { } read ? FormattableString.Invariant($", behind {read.Count} rows that can be read") : "";
            throw new InvalidResponseException(FormattableString.Invariant(
                $"The exchange's answer is not JSON, or breaks off: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}{row}."));
        }
    }

    private static ulong? ReadArray(ref Utf8JsonReader reader, RowList<TRow> rows)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidResponseException($"The exchange's answer is {FieldException.Describe(ref reader)}, not an array of rows.");
        }

        rows.Read(ref reader, UsualRowCount);
        return null;
    }

    private static ulong? ReadObject(ref Utf8JsonReader reader, RowList<TRow> rows)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidResponseException($"The exchange's answer is {FieldException.Describe(ref reader)}, not an object with 'rows'.");
        }

        ulong? total = null;
        bool totalSeen = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (JsonFields.NameIs(ref reader, "rows"))
            {
                if (rows.Rows is not null)
                {
                    throw BadField("rows", "is there more than once");
                }

                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    throw BadField("rows", $"is {FieldException.Describe(ref reader)}, not an array");
                }

                rows.Read(ref reader, UsualRowCount);
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

    private static InvalidResponseException BadField(string field, string problem) => RowList<TRow>.BadField(field, problem);
}
