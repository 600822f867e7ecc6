namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Some orders of a list, by their index from the oldest, in the order in which a response lists them.</summary>
internal sealed class OrderWindow
{
    private readonly int _from;
    private readonly int[]? _indexes;
    private readonly bool _reversed;

    private OrderWindow(int from, int count, int[]? indexes, bool reversed)
    {
        _from = from;
        Count = count;
        _indexes = indexes;
        _reversed = reversed;
    }

    public int Count { get; }

    /// <summary>Neighbours in time, oldest first: nothing is copied.</summary>
    public static OrderWindow Range(int from, int count) => new(from, Math.Max(0, count), null, reversed: false);

    public static OrderWindow Of(int[] indexes) => new(0, indexes.Length, indexes, reversed: false);

    public int IndexAt(int position)
    {
        int place = _reversed ? Count - 1 - position : position;
        return _indexes is null ? _from + place : _indexes[place];
    }

    /// <summary>At most so many of the orders of a window that is listed oldest first.</summary>
    /// <param name="selection">Which ones, when there are more.</param>
    /// <param name="count">How many.</param>
    /// <param name="draw">Chooses random ones.</param>
    public OrderWindow Take(RowSelection selection, int count, ulong draw)
    {
        if (Count <= count)
        {
            return this;
        }

        IEnumerable<int> indexes = Enumerable.Range(0, Count).Select(IndexAt);
        return Of(selection switch
        {
            RowSelection.Oldest => [.. indexes.Take(count)],
            RowSelection.Newest => [.. indexes.Skip(Count - count)],
            _ => [.. indexes.OrderBy(index => SplitMix64.Mix(~draw + (ulong)index)).Take(count).OrderBy(index => index)],
        });
    }

    /// <summary>The orders of a window that is listed oldest first, in another order.</summary>
    /// <param name="sortOrder">Which order.</param>
    /// <param name="orderAt">Finds an order by its index.</param>
    /// <param name="draw">Chooses a random order.</param>
    public OrderWindow Sort(SortOrder sortOrder, Func<int, SandboxOrder> orderAt, ulong draw)
    {
        IEnumerable<int> indexes = Enumerable.Range(0, Count).Select(IndexAt);
        return sortOrder switch
        {
            SortOrder.Ascending => this,
            SortOrder.Descending => new(_from, Count, _indexes, reversed: true),
            SortOrder.BySymbol => Of([.. indexes.OrderBy(index => orderAt(index).Symbol, StringComparer.Ordinal)]),
            SortOrder.Scrambled => Of([.. indexes.OrderBy(index => Scramble(orderAt(index)))]),
            _ => Of([.. indexes.OrderBy(index => SplitMix64.Mix(draw + (ulong)index))]),
        };
    }

    // string.GetHashCode differs from process to process.
    private static ulong Scramble(SandboxOrder order)
    {
        ulong hash = SplitMix64.Mix((ulong)order.OrderId);
        foreach (char letter in order.Symbol)
        {
            hash = SplitMix64.Mix(hash + letter);
        }

        return hash;
    }
}
