using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>Totals that are missing, wrong or capped, and pages that are shorter than they should be: never a short list in silence.</summary>
public sealed class WrongTotalTests
{
    private static readonly PageWalkQuery All = new();

    public static TheoryData<ListOrder, ulong?> OrdersWithoutTotal =>
        [.. Enum.GetValues<ListOrder>().SelectMany(order => new ulong?[] { null, 50 }.Select(total => new TheoryDataRow<ListOrder, ulong?>(order, total)))];

    [Theory]
    [InlineData(347, 100)]
    [InlineData(347, 200)]
    [InlineData(347, 300)]
    [InlineData(1_250, 1_000)]
    [InlineData(10_450, 10_000)]
    public void A_total_that_stops_at_a_round_number_does_not_cut_the_list_short(int orders, int mostCounted)
    {
        var exchange = new FakePageSource(orders, ListOrder.OldestFirst, 1) { TotalSaid = (_, total) => Math.Min(total, (ulong)mostCounted) };

        Assert.Equal(orders, Read(exchange).Count);
    }

    [Theory]
    [InlineData(200, 4)]
    [InlineData(1_000, 12)]
    public void The_page_that_shows_the_end_of_a_list_of_full_pages_is_asked_for_beside_the_others(int orders, int requests)
    {
        var exchange = new FakePageSource(orders, ListOrder.OldestFirst, 1);

        Assert.Equal(orders, Read(exchange).Count);

        Assert.Equal(requests, exchange.Served.Count);
        Assert.Equal(1, exchange.Served[^1].Page);
    }

    [Theory]
    [MemberData(nameof(OrdersWithoutTotal))]
    public void An_order_that_vanishes_hides_no_other_when_there_is_no_total_to_trust(ListOrder order, ulong? totalSaid)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var exchange = new FakePageSource(500, order, seed)
            {
                TotalSaid = (_, _) => totalSaid,
                Changes = number => number == 3 ? new ListChange(Removed: 1) : null,
            };
            var before = exchange.List(default).Select(OrderIdentity.Of).ToHashSet();

            var read = Read(exchange).Select(OrderIdentity.Of).ToHashSet();

            before.IntersectWith(exchange.List(default).Select(OrderIdentity.Of));
            Assert.Subset(read, before);
        }
    }

    [Fact]
    public void Without_a_total_a_long_list_is_walked_to_its_end_slice_by_slice()
    {
        var exchange = new FakePageSource(5_000, ListOrder.OldestFirst, 1) { TotalSaid = (_, _) => null };

        Assert.Equal(5_000, Read(exchange).Count);

        Assert.InRange(exchange.Served.Count, 50, 60);
    }

    [Theory]
    [InlineData(100_000UL)]
    [InlineData(null)]
    public void An_exchange_that_serves_one_page_for_every_number_ends_in_an_error(ulong? total)
    {
        var exchange = new FakePageSource(500, ListOrder.OldestFirst, 1) { TotalSaid = (_, _) => total };
        List<MarginForceOrder> page = exchange.List(default);
        exchange = new FakePageSource(500, ListOrder.OldestFirst, 1) { TotalSaid = (_, _) => total, RowsSaid = (_, request, _) => page.GetRange(0, request.Size) };

        Assert.Throws<IncompleteListException>(() => Read(exchange));

        Assert.InRange(exchange.Served.Count, 2, 1_200);
    }

    [Theory]
    [InlineData(10_000UL)]
    [InlineData(null)]
    public void An_exchange_that_serves_other_rows_each_time_ends_in_an_error(ulong? total)
    {
        long id = 0;
        var exchange = new FakePageSource(0, ListOrder.OldestFirst, 1)
        {
            TotalSaid = (_, _) => total,
            RowsSaid = (_, request, _) =>
                [.. Enumerable.Range(0, request.Size).Select(_ => new MarginForceOrder { OrderId = ++id, Symbol = "BTCUSDT" })],
        };

        Assert.Throws<IncompleteListException>(() => Read(exchange));

        Assert.InRange(exchange.Served.Count, 2, 1_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Pages_that_keep_rows_back_end_in_an_error(int keptBack)
    {
        var exchange = new FakePageSource(347, ListOrder.OldestFirst, 1)
        {
            RowsSaid = (_, _, rows) => [.. rows.Skip(keptBack)],
        };

        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Read(exchange));

        Assert.Contains("347", error.Message, StringComparison.Ordinal);
        Assert.InRange(exchange.Served.Count, 1, 32 + (5 * 347 / (100 - keptBack)));
    }

    [Fact]
    public void An_exchange_that_serves_few_rows_of_the_places_asked_for_loses_none()
    {
        // Rows 0–49, 100–149 and so on for a size of 100; a size of 50 is served in full.
        var exchange = new FakePageSource(347, ListOrder.OldestFirst, 1) { RowsSaid = (_, _, rows) => [.. rows.Take(50)] };

        Assert.Equal(347, Read(exchange).Count);
    }

    private static List<MarginForceOrder> Read(FakePageSource exchange) => exchange.ReadAll(exchange.Reader(All));
}
