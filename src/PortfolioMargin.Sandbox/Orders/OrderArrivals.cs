using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Makes up the orders that arrive while the exchange runs: the first is always the same, whatever the history.</summary>
internal sealed class OrderArrivals(OrderList orders, OrderMaker maker, ArrivalTime arrivalTime, ExchangeClock clock)
{
    // Beyond every number of a history, so that no order id is used twice.
    private const long FirstNumber = 10_000_000;

    private readonly object _lock = new();
    private long _next = FirstNumber;

    public void Arrive(int count)
    {
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                orders.Arrive(maker.Make(_next++, TimeOfNext()));
            }
        }
    }

    // A list is never out of order, even when the exchange's clock is behind its newest order.
    private long TimeOfNext()
    {
        long now = clock.Now.ToUnixTimeMilliseconds();
        long newest = orders.NewestTime() ?? (now - 1);
        return arrivalTime == ArrivalTime.AfterNewest ? newest + 1 : Math.Max(now, newest);
    }
}
