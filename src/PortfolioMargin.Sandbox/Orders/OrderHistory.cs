namespace PortfolioMargin.Sandbox.Orders;

/// <summary>The orders that a list begins with, oldest first.</summary>
internal interface IOrderHistory
{
    int Count { get; }

    SandboxOrder OrderAt(int index);

    /// <summary>The order's <see cref="SandboxOrder.UpdatedTime"/>; never less than that of a smaller index.</summary>
    long TimeAt(int index);
}

/// <summary>Orders that the caller gave.</summary>
internal sealed class ListedHistory(IEnumerable<SandboxOrder> orders) : IOrderHistory
{
    private readonly SandboxOrder[] _orders = [.. orders.OrderBy(order => order.UpdatedTime)];

    public int Count => _orders.Length;

    public SandboxOrder OrderAt(int index) => _orders[index];

    public long TimeAt(int index) => _orders[index].UpdatedTime;
}

/// <summary>
/// Generated orders, each made when it is read: a million cost no memory. The time before the end is divided into equal slots, and
/// each order lies somewhere within its slot. The oldest order is given.
/// </summary>
internal sealed class GeneratedHistory : IOrderHistory
{
    private const ulong TimeStream = 3;

    private readonly long _seed;
    private readonly SandboxOrder _oldest;
    private readonly Func<long, long, SandboxOrder> _make;
    private readonly long _start;
    private readonly long _span;
    private readonly long _slots;
    private readonly int _ordersPerSlot;

    /// <param name="seed">Chooses the times.</param>
    /// <param name="count">How many orders, the oldest included.</param>
    /// <param name="oldest">The order at index 0.</param>
    /// <param name="end">In Unix milliseconds; all orders are older.</param>
    /// <param name="span">In milliseconds, from the first generated order to the end.</param>
    /// <param name="ordersPerSlot">How many neighbours share a time.</param>
    /// <param name="make">Makes an order from its number and time.</param>
    public GeneratedHistory(long seed, int count, SandboxOrder oldest, long end, long span, int ordersPerSlot, Func<long, long, SandboxOrder> make)
    {
        Count = count;
        _seed = seed;
        _oldest = oldest;
        _make = make;
        _start = Math.Max(end - span, oldest.UpdatedTime + 1);
        _span = end - _start;
        _ordersPerSlot = ordersPerSlot;
        _slots = Math.Max(1, (count - 1 + ordersPerSlot - 1) / ordersPerSlot);
    }

    public int Count { get; }

    public SandboxOrder OrderAt(int index) => index == 0 ? _oldest : _make(index, TimeAt(index));

    public long TimeAt(int index)
    {
        if (index == 0)
        {
            return _oldest.UpdatedTime;
        }

        long slot = (index - 1) / _ordersPerSlot;
        long from = _start + (_span * slot / _slots);
        long width = _start + (_span * (slot + 1) / _slots) - from;
        return width <= 1 ? from : from + SplitMix64.ForItem(_seed, TimeStream, slot).Below(width);
    }
}
