namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Which orders of a list a response is about, and how it lists them.</summary>
/// <param name="First">The first time, in Unix milliseconds, included; <see langword="null"/> for no bound.</param>
/// <param name="Last">The last time, included; <see langword="null"/> for no bound.</param>
internal sealed record OrderQuery(long? First, long? Last)
{
    public TimeFilter FilteredBy { get; init; }

    /// <summary>What else an order must be; <see langword="null"/> when time is all.</summary>
    public Func<SandboxOrder, bool>? Filter { get; init; }

    public SortOrder SortOrder { get; init; }

    /// <summary>How many orders come before those that are read.</summary>
    public long Skip { get; init; }

    /// <summary>How many orders are read at most.</summary>
    public int Take { get; init; }

    /// <summary>For a list without pages: which orders are read when there are more. <see langword="null"/>: by place.</summary>
    public RowSelection? Selection { get; init; }

    /// <summary>Chooses random orders and random places.</summary>
    public ulong Draw { get; init; }
}

/// <summary>Some orders of a window, and how many orders the window has in all.</summary>
internal sealed record OrderPage(IReadOnlyList<SandboxOrder> Rows, long Total);

/// <summary>
/// The list as it stands: a history, what came later, less the oldest that expired; always sorted by update time. A history stays
/// as it is, and is not copied, until an order in its midst changes. Safe for use by several threads.
/// </summary>
internal sealed class OrderList(IOrderHistory history)
{
    private readonly object _lock = new();
    private IOrderHistory _history = history;
    private List<SandboxOrder> _later = [];
    private int _expired;
    private (OrderQuery Query, OrderWindow Window)? _sorted;

    private int End => _history.Count + _later.Count;

    /// <summary>All orders that are listed, oldest first.</summary>
    public IReadOnlyList<SandboxOrder> Snapshot()
    {
        lock (_lock)
        {
            return [.. Enumerable.Range(_expired, End - _expired).Select(OrderAt)];
        }
    }

    /// <summary>How many orders are listed.</summary>
    public int Count()
    {
        lock (_lock)
        {
            return End - _expired;
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

    /// <summary>Adds an order at the place of its time; behind those of the same time.</summary>
    public void Add(SandboxOrder order)
    {
        lock (_lock)
        {
            Insert(order);
            _sorted = null;
        }
    }

    /// <summary>Changes one order, which then stands at the place of its new time.</summary>
    /// <param name="place">Its place, counted from the oldest that is listed; nothing changes when there is none.</param>
    /// <param name="change">Makes the new order from the old one.</param>
    public void Change(int place, Func<SandboxOrder, SandboxOrder> change)
    {
        lock (_lock)
        {
            MakeEditable();
            if (_expired + place >= End)
            {
                return;
            }

            SandboxOrder old = _later[_expired + place];
            _later.RemoveAt(_expired + place);
            Insert(change(old));
            _sorted = null;
        }
    }

    /// <summary>Takes the oldest orders off the list; with a negative number, those that went last come back.</summary>
    public void Expire(int count)
    {
        lock (_lock)
        {
            _expired = (int)Math.Max(0, Math.Min(End, (long)_expired + count));
            _sorted = null;
        }
    }

    /// <summary>Reads some orders.</summary>
    public OrderPage Read(OrderQuery query)
    {
        lock (_lock)
        {
            OrderWindow window = Find(query);
            int total = window.Count;
            if (query.Selection is { } selection)
            {
                window = window.Take(selection, query.Take, query.Draw);
            }

            window = Sort(window, query);
            var rows = new List<SandboxOrder>();
            for (long position = query.Skip; position < window.Count && rows.Count < query.Take; position++)
            {
                rows.Add(OrderAt(window.IndexAt((int)position)));
            }

            return new OrderPage(rows, total);
        }
    }

    private OrderWindow Find(OrderQuery query)
    {
        if (query is { FilteredBy: TimeFilter.Updated, Filter: null })
        {
            return RangeOf(query);
        }

        if (query.FilteredBy == TimeFilter.Updated)
        {
            OrderWindow range = RangeOf(query);
            return OrderWindow.Of([.. Enumerable.Range(0, range.Count).Select(range.IndexAt).Where(index => query.Filter!(OrderAt(index)))]);
        }

        return OrderWindow.Of([.. Enumerable.Range(_expired, End - _expired)
            .Select(index => (Index: index, Order: OrderAt(index)))
            .Where(item => item.Order.CreatedTime >= (query.First ?? long.MinValue) && item.Order.CreatedTime <= (query.Last ?? long.MaxValue))
            .Where(item => query.Filter?.Invoke(item.Order) != false)
            .OrderBy(item => item.Order.CreatedTime)
            .Select(item => item.Index)]);
    }

    private OrderWindow RangeOf(OrderQuery query)
    {
        int from = query.First is { } first ? FirstNotBefore(first) : _expired;
        int to = query.Last is { } last and < long.MaxValue ? FirstNotBefore(last + 1) : End;
        return OrderWindow.Range(from, to - from);
    }

    // Page after page of a long list that is not sorted by time asks for the same window: it is sorted once.
    private OrderWindow Sort(OrderWindow window, OrderQuery query)
    {
        if (query is not { SortOrder: SortOrder.BySymbol or SortOrder.Scrambled, Selection: null, Filter: null })
        {
            return window.Sort(query.SortOrder, OrderAt, query.Draw);
        }

        OrderQuery key = query with { Skip = 0, Take = 0, Draw = 0 };
        if (_sorted is not { } sorted || sorted.Query != key)
        {
            sorted = (key, window.Sort(query.SortOrder, OrderAt, query.Draw));
            _sorted = sorted;
        }

        return sorted.Window;
    }

    private void Insert(SandboxOrder order)
    {
        if (End == 0 || order.UpdatedTime >= TimeAt(End - 1))
        {
            _later.Add(order);
            return;
        }

        MakeEditable();
        _later.Insert(order.UpdatedTime == long.MaxValue ? End : FirstNotBefore(order.UpdatedTime + 1), order);
    }

    private void MakeEditable()
    {
        if (_history.Count > 0)
        {
            _later = [.. Enumerable.Range(0, End).Select(OrderAt)];
            _history = new ListedHistory([]);
        }
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

    private SandboxOrder OrderAt(int index) => index < _history.Count ? _history.OrderAt(index) : _later[index - _history.Count];

    private long TimeAt(int index) => index < _history.Count ? _history.TimeAt(index) : _later[index - _history.Count].UpdatedTime;
}
