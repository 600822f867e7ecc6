namespace PortfolioMargin.Sandbox.Orders;

/// <summary>The orders an exchange begins with, oldest first.</summary>
internal interface IOrderHistory
{
    int Count { get; }

    SandboxOrder OrderAt(int index);

    /// <summary>The order's time in Unix milliseconds; never less than that of a smaller index.</summary>
    long TimeAt(int index);
}

/// <summary>Orders that somebody wrote down.</summary>
internal sealed class ListedHistory(IEnumerable<SandboxOrder> orders) : IOrderHistory
{
    private readonly SandboxOrder[] _orders = [.. orders.OrderBy(order => order.UpdatedTime)];

    public int Count => _orders.Length;

    public SandboxOrder OrderAt(int index) => _orders[index];

    public long TimeAt(int index) => _orders[index].UpdatedTime;
}

/// <summary>
/// Made-up orders, each made when asked for: a million cost no memory. The oldest is the documented example; the others lie in
/// equal slots of the time before the end, each somewhere within its slot.
/// </summary>
internal sealed class SandboxHistory : IOrderHistory
{
    private const ulong TimeStream = 3;

    private readonly long _seed;
    private readonly OrderMaker _maker;
    private readonly long _start;
    private readonly long _span;
    private readonly long _slots;
    private readonly int _ordersPerSlot;

    /// <param name="seed">Chooses the orders.</param>
    /// <param name="count">How many, the documented example included.</param>
    /// <param name="end">In Unix milliseconds; all orders are older.</param>
    /// <param name="span">In milliseconds, from the first order after the documented example to the end.</param>
    /// <param name="ordersPerSlot">How many neighbours share a time.</param>
    public SandboxHistory(long seed, int count, long end, long span, int ordersPerSlot)
    {
        long documented = SandboxOrder.DocumentedExample.UpdatedTime;
        Count = count;
        _seed = seed;
        _maker = new OrderMaker(seed);
        _start = Math.Max(end - span, documented + 1);
        _span = end - _start;
        _ordersPerSlot = ordersPerSlot;
        _slots = Math.Max(1, (count - 1 + ordersPerSlot - 1) / ordersPerSlot);
    }

    public int Count { get; }

    public SandboxOrder OrderAt(int index) =>
        index == 0 ? SandboxOrder.DocumentedExample : _maker.Make(index, TimeAt(index));

    public long TimeAt(int index)
    {
        if (index == 0)
        {
            return SandboxOrder.DocumentedExample.UpdatedTime;
        }

        long slot = (index - 1) / _ordersPerSlot;
        long from = _start + (_span * slot / _slots);
        long width = _start + (_span * (slot + 1) / _slots) - from;
        return width <= 1 ? from : from + SplitMix64.ForItem(_seed, TimeStream, slot).Below(width);
    }
}
