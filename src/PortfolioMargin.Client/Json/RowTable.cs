namespace PortfolioMargin.Client.Json;

/// <summary>The documented fields of a row, at most 64, and how a row begins and ends.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class RowTable<TRow>
{
    /// <summary>Makes a table.</summary>
    /// <param name="create">Makes an empty row.</param>
    /// <param name="finish">Gives a row its profile's name and the fields that are not documented, if there are any.</param>
    /// <param name="fields">The fields, in the order in which the exchange usually sends them.</param>
    public RowTable(Func<TRow> create, Action<TRow, string?, AdditionalFields?> finish, RowField<TRow>[] fields)
    {
        Create = create;
        Finish = finish;
        Fields = fields;
        for (int i = 0; i < fields.Length; i++)
        {
            AllFields |= 1UL << i;
            RequiredFields |= fields[i].IsRequired ? 1UL << i : 0;
        }
    }

    /// <summary>Makes an empty row.</summary>
    public Func<TRow> Create { get; }

    /// <summary>Ends a row.</summary>
    public Action<TRow, string?, AdditionalFields?> Finish { get; }

    /// <summary>The fields.</summary>
    public RowField<TRow>[] Fields { get; }

    /// <summary>A bit for each field.</summary>
    public ulong AllFields { get; }

    /// <summary>The bits of the fields without which a row is refused.</summary>
    public ulong RequiredFields { get; }
}
