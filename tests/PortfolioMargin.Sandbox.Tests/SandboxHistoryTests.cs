using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class SandboxHistoryTests
{
    private static readonly DateTimeOffset End = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static IReadOnlyList<SandboxOrder> Orders(SandboxOptions options) => new SandboxExchange(options, new FakeTimeProvider(End.AddHours(12))).Margin.Orders;

    private static string Fingerprint(IEnumerable<SandboxOrder> orders)
    {
        IEnumerable<string> lines = orders.Select(order => string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Symbol} {order.OrderId} {order.Side} {order.TimeInForce} {order.Price} {order.AveragePrice} {order.Quantity} {order.ExecutedQuantity} {order.UpdatedTime}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..16];
    }

    [Fact]
    public void The_same_seed_gives_the_same_orders_for_ever()
    {
        Assert.Equal("bf5d58363ae27263", Fingerprint(Orders(new SandboxOptions { HistoryEnd = End })));
        Assert.NotEqual(Fingerprint(Orders(new SandboxOptions { HistoryEnd = End })), Fingerprint(Orders(new SandboxOptions { HistoryEnd = End, Seed = 2 })));
    }

    [Fact]
    public void The_default_history_ends_before_the_present_day_and_has_the_same_orders_every_day()
    {
        IReadOnlyList<SandboxOrder> today = new SandboxExchange(timeProvider: new FakeTimeProvider(End.AddHours(1))).Margin.Orders;
        IReadOnlyList<SandboxOrder> tomorrow = new SandboxExchange(timeProvider: new FakeTimeProvider(End.AddHours(30))).Margin.Orders;
        Assert.Equal(today.Select(order => (order.Symbol, order.OrderId, order.Quantity)), tomorrow.Select(order => (order.Symbol, order.OrderId, order.Quantity)));
        Assert.All(today, order => Assert.True(order.UpdatedTime < End.ToUnixTimeMilliseconds()));
        Assert.InRange(today.Count(order => order.UpdatedTime >= End.AddDays(-30).ToUnixTimeMilliseconds()), 30, 60);
    }

    [Fact]
    public void The_oldest_order_is_the_documented_example()
    {
        Assert.Equal(SandboxOrder.MarginExample, Orders(new SandboxOptions())[0]);
        Assert.Equal(SandboxOrder.MarginExample, Assert.Single(Orders(new SandboxOptions { OrderCount = 1 })));
        Assert.Empty(Orders(new SandboxOptions { OrderCount = 0 }));
    }

    [Fact]
    public void Orders_look_like_orders()
    {
        IReadOnlyList<SandboxOrder> orders = Orders(new SandboxOptions { OrderCount = 5_000 });
        Assert.Equal(orders.Count, orders.Select(order => (order.Symbol, order.OrderId)).Distinct().Count());
        Assert.True(orders.Select(order => order.OrderId).Distinct().Count() < orders.Count, "two markets should share an id now and then");
        Assert.Contains(orders, order => order.OrderId > 1L << 53 && (long)(double)order.OrderId != order.OrderId);
        Assert.Equal(10, orders.Select(order => order.Symbol).Distinct().Count());
        Assert.Equal(["GTC", "IOC"], orders.Select(order => order.TimeInForce).Distinct().Order());
        Assert.Contains(orders, order => order.ExecutedQuantity < order.Quantity);
        Assert.All(orders, order =>
        {
            Assert.InRange(order.ExecutedQuantity, 0.00000001m, order.Quantity);
            Assert.True(order.Side == "SELL" ? order.AveragePrice >= order.Price : order.AveragePrice <= order.Price);
            Assert.All([order.Price, order.AveragePrice, order.Quantity, order.ExecutedQuantity], amount => Assert.Equal(8, amount.Scale));
        });
        Assert.Equal(orders.OrderBy(order => order.UpdatedTime).Select(order => order.OrderId), orders.Select(order => order.OrderId));
    }

    [Fact]
    public void Neighbours_can_share_a_millisecond()
    {
        IEnumerable<IGrouping<long, SandboxOrder>> moments = Orders(new SandboxOptions { OrderCount = 301, OrdersPerMillisecond = 50 }).Skip(1).GroupBy(order => order.UpdatedTime);
        Assert.All(moments, moment => Assert.Equal(50, moment.Count()));
    }

    [Fact]
    public async Task A_page_of_a_million_orders_costs_no_more_than_a_page()
    {
        var time = new FakeTimeProvider(End);
        using var exchange = new SandboxExchange(new SandboxOptions { OrderCount = SandboxOptions.MaximumOrderCount, View = new() { SortOrder = SortOrder.Descending } }, time);
        using var client = new SandboxClient(exchange, time);
        await client.GetPageAsync("size=100");

        long before = GC.GetAllocatedBytesForCurrentThread();
        (_, long total) = await client.GetPageAsync("current=5000&size=100");
        Assert.Equal(SandboxOptions.MaximumOrderCount, total);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000_000);
    }

    [Theory]
    [InlineData(ArrivalTime.Now)]
    [InlineData(ArrivalTime.AfterNewest)]
    public void Arrivals_come_at_the_new_end_and_expiries_go_from_the_old(ArrivalTime arrivalTime)
    {
        DateTimeOffset now = End.AddHours(12);
        using var exchange = new SandboxExchange(new SandboxOptions { OrderCount = 10, ArrivalTime = arrivalTime }, new FakeTimeProvider(now));
        IReadOnlyList<SandboxOrder> before = exchange.Margin.Orders;
        exchange.Margin.Arrive(2);
        exchange.Margin.Expire(3);

        Assert.Equal(before.Skip(3), exchange.Margin.Orders.Take(7));
        Assert.Equal(9, exchange.Margin.Orders.Count);
        long first = arrivalTime == ArrivalTime.Now ? now.ToUnixTimeMilliseconds() : before[^1].UpdatedTime + 1;
        Assert.Equal(first, exchange.Margin.Orders[7].UpdatedTime);
        exchange.Margin.Expire(1_000);
        Assert.Empty(exchange.Margin.Orders);
    }

    [Fact]
    public void Orders_can_be_given()
    {
        SandboxOrder late = SandboxOrder.MarginExample with { OrderId = 2, UpdatedTime = 1_600_000_000_000 };
        Assert.Equal([SandboxOrder.MarginExample, late], Orders(new SandboxOptions { Orders = [late, SandboxOrder.MarginExample] }));
    }

    [Fact]
    public void An_option_out_of_its_range_is_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("OrderCount", () => new SandboxExchange(new SandboxOptions { OrderCount = 1_000_001 }));
        Assert.Throws<ArgumentOutOfRangeException>("WeightInterval", () => new SandboxExchange(new SandboxOptions { WeightInterval = TimeSpan.FromMilliseconds(1_500) }));
    }
}
