namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Which orders a window has, by their index from the oldest, in the order they are listed in.</summary>
internal interface IWindow
{
    int Count { get; }

    int IndexAt(int position);
}

/// <summary>A window listed by time.</summary>
internal sealed record TimeRange(int From, int Count, bool NewestFirst) : IWindow
{
    public int IndexAt(int position) => NewestFirst ? From + Count - 1 - position : From + position;
}

/// <summary>A window listed by something other than time.</summary>
internal sealed class SortedWindow : IWindow
{
    private readonly int[] _indexes;

    private SortedWindow(TimeRange range, int[] indexes)
    {
        Range = range;
        _indexes = indexes;
    }

    public TimeRange Range { get; }

    public int Count => _indexes.Length;

    public int IndexAt(int position) => _indexes[position];

    public static SortedWindow Sort(TimeRange range, Func<int, SandboxOrder> orderAt, SortOrder sortOrder)
    {
        IEnumerable<(int Index, SandboxOrder Order)> items = Enumerable.Range(range.From, range.Count).Select(index => (index, orderAt(index)));
        IEnumerable<(int Index, SandboxOrder Order)> sorted = sortOrder == SortOrder.BySymbol
            ? items.OrderBy(item => item.Order.Symbol, StringComparer.Ordinal)
            : items.OrderBy(item => Scramble(item.Order));
        return new SortedWindow(range, [.. sorted.Select(item => item.Index)]);
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
