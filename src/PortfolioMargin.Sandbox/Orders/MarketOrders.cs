using PortfolioMargin.Sandbox.Http;

namespace PortfolioMargin.Sandbox.Orders;

/// <summary>One market's list of forced orders, and what happens to it while the exchange runs. Safe for use by several threads.</summary>
public sealed class MarketOrders
{
    // Beyond every number of a history, so that no order id is used twice.
    private const long FirstArrival = 10_000_000;

    private readonly object _lock = new();
    private readonly Func<long, long, SandboxOrder> _make;
    private readonly ArrivalTime _arrivalTime;
    private readonly ExchangeClock _clock;
    private long _nextArrival = FirstArrival;

    /// <param name="market">Which list this is.</param>
    /// <param name="history">The orders that the list begins with.</param>
    /// <param name="make">Makes an order from its number and time.</param>
    /// <param name="arrivalTime">Which time an order gets that arrives or is updated.</param>
    /// <param name="clock">The exchange's clock.</param>
    internal MarketOrders(SandboxMarket market, IOrderHistory history, Func<long, long, SandboxOrder> make, ArrivalTime arrivalTime, ExchangeClock clock)
    {
        Market = market;
        List = new OrderList(history);
        _make = make;
        _arrivalTime = arrivalTime;
        _clock = clock;
    }

    /// <summary>The orders that are listed, sorted by update time, oldest first.</summary>
    public IReadOnlyList<SandboxOrder> Orders => List.Snapshot();

    internal SandboxMarket Market { get; }

    internal OrderList List { get; }

    /// <summary>Adds generated orders. The first one is always the same, whatever the history.</summary>
    /// <param name="count">How many.</param>
    /// <param name="age">How long ago they are dated; without it, they are the newest orders of the list.</param>
    public void Arrive(int count, TimeSpan age = default)
    {
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                long time = age > TimeSpan.Zero ? _clock.Now.ToUnixTimeMilliseconds() - (long)age.TotalMilliseconds : TimeOfNewest();
                List.Add(_make(_nextArrival++, time));
            }
        }
    }

    /// <summary>Adds an order at the place of its time.</summary>
    /// <param name="order">The order.</param>
    public void Arrive(SandboxOrder order) => List.Add(order ?? throw new ArgumentNullException(nameof(order)));

    /// <summary>Takes the oldest orders off the list.</summary>
    /// <param name="count">How many.</param>
    public void Expire(int count) => List.Expire(Math.Max(0, count));

    /// <summary>Lists orders again that expired; the last to go come first.</summary>
    /// <param name="count">How many.</param>
    public void Relist(int count) => List.Expire(-Math.Max(0, count));

    /// <summary>Updates orders: each keeps its id and its creation time, and becomes the newest of the list.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Chooses which ones.</param>
    public void Update(int count, long seed)
    {
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                int listed = List.Count();
                if (listed > 0)
                {
                    long time = TimeOfNewest();
                    var random = SplitMix64.ForItem(seed, (ulong)listed, i);
                    List.Change((int)random.Below(listed), order => order with { CreatedTime = order.CreatedTime, UpdatedTime = time });
                }
            }
        }
    }

    // An update or arrival is never older than what is listed, even when the exchange's clock is behind its newest order.
    private long TimeOfNewest()
    {
        long now = _clock.Now.ToUnixTimeMilliseconds();
        long newest = List.NewestTime() ?? (now - 1);
        return _arrivalTime == ArrivalTime.AfterNewest ? newest + 1 : Math.Max(now, newest);
    }
}
