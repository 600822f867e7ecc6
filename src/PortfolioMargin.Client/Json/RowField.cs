using System.Text;
using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>One documented field of a row: its name, and how its value gets into the row.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class RowField<TRow>
{
    private readonly byte[] _utf8Name;
    private readonly FieldReader _read;

    private RowField(string name, FieldReader read, bool isRequired = false, bool isRowId = false)
    {
        Name = name;
        IsRequired = isRequired;
        IsRowId = isRowId;
        _utf8Name = Encoding.UTF8.GetBytes(name);
        _read = read;
    }

    /// <summary>Reads a value into a row.</summary>
    /// <returns><see langword="false"/> when the value is <c>null</c> or empty.</returns>
    private delegate bool FieldReader(ref Utf8JsonReader reader, TRow row, string name, Utf8StringCache strings);

    /// <summary>Reads a value that is there into a row.</summary>
    private delegate void OptionalReader(ref Utf8JsonReader reader, TRow row, string name, Utf8StringCache strings);

    /// <summary>The name as the exchange writes it; case matters.</summary>
    public string Name { get; }

    /// <summary>Whether a row without it is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether it is the number that an error names its row by.</summary>
    public bool IsRowId { get; }

    /// <summary>The required 64-bit number that an error names its row by.</summary>
    public static RowField<TRow> RowId(string name, Action<TRow, long> set) => new(
        name,
        (ref reader, row, field, _) =>
        {
            set(row, JsonFields.ReadInt64(ref reader, field));
            return true;
        },
        isRequired: true,
        isRowId: true);

    /// <summary>A required word.</summary>
    public static RowField<TRow> RequiredWord(string name, Action<TRow, string> set) => new(
        name,
        (ref reader, row, field, strings) =>
        {
            string word = JsonFields.ReadWord(ref reader, strings, field);
            set(row, word.Length > 0 ? word : throw new FieldException(field, "is empty"));
            return true;
        },
        isRequired: true);

    /// <summary>A required time in milliseconds since 1970.</summary>
    public static RowField<TRow> RequiredTime(string name, Action<TRow, DateTimeOffset> set) => new(
        name,
        (ref reader, row, field, _) =>
        {
            set(row, JsonFields.ReadTime(ref reader, field));
            return true;
        },
        isRequired: true);

    /// <summary>A word such as a side, which may be missing.</summary>
    public static RowField<TRow> Word(string name, Action<TRow, string> set) => Optional(
        name, (ref reader, row, field, strings) => set(row, JsonFields.ReadWord(ref reader, strings, field)));

    /// <summary>A price or a quantity, which may be missing: exactly, or not at all.</summary>
    public static RowField<TRow> Amount(string name, Action<TRow, decimal> set) => Optional(
        name, (ref reader, row, field, _) => set(row, JsonFields.ReadAmount(ref reader, field)));

    /// <summary>A time in milliseconds since 1970, which may be missing.</summary>
    public static RowField<TRow> Time(string name, Action<TRow, DateTimeOffset> set) => Optional(
        name, (ref reader, row, field, _) => set(row, JsonFields.ReadTime(ref reader, field)));

    /// <summary>A boolean, which may be missing.</summary>
    public static RowField<TRow> Flag(string name, Action<TRow, bool> set) => Optional(
        name, (ref reader, row, field, _) => set(row, JsonFields.ReadFlag(ref reader, field)));

    /// <summary>Whether the reader stands on this field's name.</summary>
    public bool IsNamed(ref Utf8JsonReader reader) => reader.ValueIsEscaped
        ? JsonFields.NameIs(ref reader, Name)
        : reader.ValueSpan.SequenceEqual(_utf8Name);

    /// <summary>Reads the value the reader stands on.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="FieldException">It cannot be read exactly.</exception>
    public bool Read(ref Utf8JsonReader reader, TRow row, Utf8StringCache strings) => _read(ref reader, row, Name, strings);

    private static RowField<TRow> Optional(string name, OptionalReader read) => new(
        name,
        (ref reader, row, field, strings) =>
        {
            if (JsonFields.IsNothing(ref reader))
            {
                return false;
            }

            read(ref reader, row, field, strings);
            return true;
        });
}
