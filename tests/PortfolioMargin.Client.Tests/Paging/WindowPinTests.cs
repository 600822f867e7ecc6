using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>The end that is given to a window without one, when our clock is wrong.</summary>
public sealed class WindowPinTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void A_lagging_clock_hides_no_order_when_the_window_is_refused_for_its_length(int secondsBehind)
    {
        var exchange = new FakePageSource(300, ListOrder.NewestFirst, 1) { ClockAhead = TimeSpan.Zero, IntervalLimit = 200_000 };

        List<MarginForceOrder> rows = Read(exchange, new PageWalkQuery { StartTime = DateTimeOffset.UnixEpoch }, TimeSpan.FromSeconds(-secondsBehind));

        Assert.Equal(300, rows.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public void A_clock_that_is_ahead_leaves_the_window_open_and_loses_nothing(int secondsAhead)
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var exchange = new FakePageSource(500, ListOrder.Scrambled, seed)
            {
                ClockAhead = TimeSpan.Zero,
                Changes = number => number == 3 ? new ListChange(Arrivals: 1, Removed: 1) : null,
            };
            var before = exchange.List(default).Select(OrderIdentity.Of).ToHashSet();

            var read = Read(exchange, new PageWalkQuery(), TimeSpan.FromSeconds(secondsAhead)).Select(OrderIdentity.Of).ToHashSet();

            before.IntersectWith(exchange.List(default).Select(OrderIdentity.Of));
            Assert.Subset(read, before);
        }
    }

    private static List<MarginForceOrder> Read(FakePageSource exchange, PageWalkQuery query, TimeSpan ourOffset) =>
        exchange.ReadAll(exchange.Reader(query, ourOffset));
}
