using PortfolioMargin.Sandbox.Http;

namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Makes the lists that an exchange begins with.</summary>
internal static class MarketLists
{
    public static MarketOrders Margin(SandboxOptions options, ExchangeClock clock)
    {
        var generator = new MarginOrderGenerator(options.Seed);
        SandboxOrder oldest = SandboxOrder.MarginExample;
        long span = (long)options.HistorySpan.TotalMilliseconds;

        // A clock that stands before the documented example (a test's, say) still gets a whole history.
        long end = options.HistoryEnd is null ? Math.Max(EndOf(options, clock), oldest.UpdatedTime + span) : EndOf(options, clock);
        IOrderHistory history = options.Orders is { } orders
            ? Listed(orders, SandboxMarket.Margin)
            : new GeneratedHistory(options.Seed, options.OrderCount, oldest, end, span, options.OrdersPerMillisecond, generator.Make);
        return new MarketOrders(SandboxMarket.Margin, history, generator.Make, options.ArrivalTime, clock);
    }

    /// <summary>The UM or CM list. The documented example is its oldest order, with later times: the list reaches back 90 days only.</summary>
    public static MarketOrders Futures(SandboxMarket market, SandboxOptions options, ExchangeClock clock)
    {
        var generator = new FuturesOrderGenerator(market, options.Seed);
        SandboxOrder example = market == SandboxMarket.Um ? SandboxOrder.UmExample : SandboxOrder.CmExample;
        int count = market == SandboxMarket.Um ? options.UmOrderCount : options.CmOrderCount;
        long end = EndOf(options, clock);
        long span = (long)options.FuturesSpan.TotalMilliseconds;
        long later = end - span - example.UpdatedTime;
        SandboxOrder oldest = example with { CreatedTime = example.CreatedTime + later, UpdatedTime = example.UpdatedTime + later };
        IOrderHistory history = options.Orders is { } orders
            ? Listed(orders, market)
            : new GeneratedHistory(options.Seed + (int)market, count, oldest, end, span, options.OrdersPerMillisecond, generator.Make);
        return new MarketOrders(market, history, generator.Make, options.ArrivalTime, clock);
    }

    private static ListedHistory Listed(IReadOnlyList<SandboxOrder> orders, SandboxMarket market) => new(orders.Where(order => order.Market == market));

    private static long EndOf(SandboxOptions options, ExchangeClock clock) =>
        (options.HistoryEnd ?? new DateTimeOffset(clock.Now.UtcDateTime.Date, TimeSpan.Zero)).ToUnixTimeMilliseconds();
}
