namespace PortfolioMargin.Sandbox.Orders;

/// <summary>One page of a window, and how many orders the window has in all.</summary>
internal sealed record OrderPage(IReadOnlyList<SandboxOrder> Rows, long Total);

/// <summary>
/// The living list: the history, what arrived since, less the oldest that expired. By time it is read by binary search and
/// never copied; other sort orders keep the window they sorted last until the list changes.
/// </summary>
internal sealed class OrderList(IOrderHistory history, SortOrder sortOrder)
{
    private readonly object _lock = new();
    private readonly List<SandboxOrder> _arrived = [];
    private int _expired;
    private SortedWindow? _sorted;

    private int End => history.Count + _arrived.Count;

    /// <summary>The orders now listed, in the order they are served in.</summary>
    public IReadOnlyList<SandboxOrder> Snapshot()
    {
        lock (_lock)
        {
            return Rows(WindowOf(null, null), 0, int.MaxValue);
        }
    }

    /// <summary>The time of the newest order, or <see langword="null"/> when there is none.</summary>
    public long? NewestTime()
    {
        lock (_lock)
        {
            return End > _expired ? TimeAt(End - 1) : null;
        }
    }

    /// <summary>Adds an order, which must not be older than the newest one.</summary>
    public void Arrive(SandboxOrder order)
    {
        lock (_lock)
        {
            if (End > 0 && order.UpdatedTime < TimeAt(End - 1))
            {
                throw new ArgumentException("Orders arrive at the new end of the list.", nameof(order));
            }

            _arrived.Add(order);
            _sorted = null;
        }
    }

    /// <summary>Takes the oldest orders off the list.</summary>
    public void Expire(int count)
    {
        lock (_lock)
        {
            _expired = (int)Math.Min(End, (long)_expired + count);
            _sorted = null;
        }
    }

    /// <summary>Reads a page of the orders between two times, both included, in Unix milliseconds.</summary>
    /// <param name="start">The first time, or <see langword="null"/> for the oldest order's.</param>
    /// <param name="end">The last time, or <see langword="null"/> for the newest order's.</param>
    /// <param name="skip">How many orders come before the page.</param>
    /// <param name="size">How many orders the page has at most.</param>
    public OrderPage Read(long? start, long? end, long skip, int size)
    {
        lock (_lock)
        {
            IWindow window = WindowOf(start, end);
            return new OrderPage(Rows(window, skip, size), window.Count);
        }
    }

    private IWindow WindowOf(long? start, long? end)
    {
        int from = start is { } first ? FirstNotBefore(first) : _expired;
        int to = end is { } last and < long.MaxValue ? FirstNotBefore(last + 1) : End;
        var range = new TimeRange(from, Math.Max(0, to - from), sortOrder == SortOrder.Descending);
        if (sortOrder is SortOrder.Ascending or SortOrder.Descending)
        {
            return range;
        }

        if (_sorted is null || _sorted.Range != range)
        {
            _sorted = SortedWindow.Sort(range, OrderAt, sortOrder);
        }

        return _sorted;
    }

    private List<SandboxOrder> Rows(IWindow window, long skip, int size)
    {
        var rows = new List<SandboxOrder>();
        for (long position = skip; position < window.Count && rows.Count < size; position++)
        {
            rows.Add(OrderAt(window.IndexAt((int)position)));
        }

        return rows;
    }

    private int FirstNotBefore(long time)
    {
        int low = _expired;
        int high = End;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (TimeAt(middle) < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private SandboxOrder OrderAt(int index) => index < history.Count ? history.OrderAt(index) : _arrived[index - history.Count];

    private long TimeAt(int index) => index < history.Count ? history.TimeAt(index) : _arrived[index - history.Count].UpdatedTime;
}
