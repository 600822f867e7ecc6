using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>The identities of the rows returned so far, so that each is returned once.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class SeenRows<TRow>(Endpoint<TRow> endpoint)
{
    private readonly HashSet<RowKey> _keys = [];

    /// <summary>How many there are.</summary>
    public int Count => _keys.Count;

    /// <summary>When the oldest of them changed; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    /// <summary>When the newest of them changed; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>The rows that were not seen before, oldest first; from now on they are.</summary>
    public IReadOnlyList<TRow> TakeNew(IReadOnlyList<TRow> rows)
    {
        var fresh = new List<TRow>(rows.Count);
        foreach (TRow row in rows)
        {
            if (_keys.Add(endpoint.KeyOf(row)))
            {
                fresh.Add(row);
                DateTimeOffset time = endpoint.TimeOf(row);
                Oldest = time < Oldest ? time : Oldest ?? time;
                Newest = time > Newest ? time : Newest ?? time;
            }
        }

        fresh.Sort((a, b) => Compare(endpoint, a, b));
        return fresh;
    }

    /// <summary>The order of rows: by time, then by identity.</summary>
    public static int Compare(Endpoint<TRow> endpoint, TRow one, TRow other)
    {
        int byTime = endpoint.TimeOf(one).CompareTo(endpoint.TimeOf(other));
        if (byTime != 0)
        {
            return byTime;
        }

        (RowKey a, RowKey b) = (endpoint.KeyOf(one), endpoint.KeyOf(other));
        int bySymbol = string.CompareOrdinal(a.Symbol, b.Symbol);
        return bySymbol != 0 ? bySymbol : a.OrderId.CompareTo(b.OrderId);
    }
}
