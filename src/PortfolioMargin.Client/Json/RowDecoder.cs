using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>Reads the rows of one response, one by one, by a table of fields. For one thread.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class RowDecoder<TRow>(RowTable<TRow> table, string? profileName, Utf8StringCache strings)
{
    private readonly RowField<TRow>[] _fields = table.Fields;
    private readonly AdditionalFieldsBuilder _additional = new();
    private ulong _missing;

    /// <summary>The documented fields that some row read so far does not have.</summary>
    public IReadOnlyCollection<string> MissingFields => _missing == 0 ? [] : [.. _fields.Where((_, i) => Has(_missing, i)).Select(missing => missing.Name)];

    /// <summary>Reads the row whose first token the reader stands on, to its end.</summary>
    /// <exception cref="FieldException">A required field is missing, a field is there twice, or it cannot be read exactly.</exception>
    public TRow Read(ref Utf8JsonReader reader)
    {
        TRow row = table.Create();
        ulong named = 0;
        ulong present = 0;
        int expected = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int i = IndexOf(ref reader, expected);
            if (i < 0)
            {
                ReadAdditional(ref reader);
                continue;
            }

            if (Has(named, i))
            {
                throw Repeated(_fields[i].Name);
            }

            named |= 1UL << i;
            expected = i + 1;
            reader.Read();
            present |= _fields[i].Read(ref reader, row, strings) ? 1UL << i : 0;
        }

        ulong missing = table.AllFields & ~present;
        if ((missing & table.RequiredFields) != 0)
        {
            throw new FieldException(_fields.Where((_, i) => Has(missing & table.RequiredFields, i)).First().Name, "is missing");
        }

        _missing |= missing;
        table.Finish(row, profileName, _additional.Take());
        return row;
    }

    /// <summary>Looks for the id of a row that cannot be read, before and behind the field that is wrong.</summary>
    /// <param name="row">A copy of the reader that stands on the row's first token.</param>
    public long? FindRowId(Utf8JsonReader row)
    {
        try
        {
            while (row.Read() && row.TokenType == JsonTokenType.PropertyName)
            {
                int i = IndexOf(ref row, expected: 0);
                row.Read();
                if (i >= 0 && _fields[i].IsRowId)
                {
                    return JsonFields.ReadInt64(ref row, "");
                }

                row.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or FieldException)
        {
            // The row is broken before its id, or the id itself is: it stays unknown.
        }

        return null;
    }

    /// <summary>The field whose name the reader stands on, or -1. Rows have their fields in one order: the next one is tried first.</summary>
    private int IndexOf(ref Utf8JsonReader reader, int expected)
    {
        for (int n = 0; n < _fields.Length; n++)
        {
            int i = (expected + n) % _fields.Length;
            if (_fields[i].IsNamed(ref reader))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Has(ulong bits, int i) => (bits & (1UL << i)) != 0;

    private static FieldException Repeated(string name) => new(name, "is there more than once");

    private void ReadAdditional(ref Utf8JsonReader reader)
    {
        string name = JsonFields.ReadName(ref reader, strings);
        if (_additional.Contains(name))
        {
            throw Repeated(name);
        }

        reader.Read();
        _additional.Add(name, AdditionalValue.Read(ref reader, strings, name));
    }
}
