namespace PortfolioMargin.Sandbox.Orders;

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
