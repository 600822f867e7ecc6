using CsCheck;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Pagination;
using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Places in the exchange's own list.</summary>
public sealed class PageListTests
{
    [Theory]
    [InlineData(0, 3, null, 3, 1, 0)]
    [InlineData(0, 150, null, 75, 1, 0)]
    [InlineData(95, 10, null, 15, 7, 5)]
    [InlineData(20, 10, 10, 10, 3, 0)]
    public void A_range_is_planned_with_the_fewest_requests(int skip, int take, int? pageSize, int size, long page, int drop) =>
        Assert.Equal(new PagePlan(size, page, drop, (ulong)take), PagePlan.Create((ulong)skip, (ulong)take, pageSize, 100));

    [Fact]
    public void Huge_places_do_not_wrap()
    {
        Assert.InRange(PagePlan.Create(ulong.MaxValue, 1, 1, 100).FirstPage, 1_000_000_000_000, long.MaxValue);
        Assert.True(PagePlan.Create(ulong.MaxValue, ulong.MaxValue, null, 100).FirstPage > 0);
        Assert.Equal(1, PagePlan.Create(0, ulong.MaxValue, null, 100).FirstPage);
    }

    [Fact]
    public void No_other_page_size_needs_fewer_requests() => Gen.Select(Gen.Int[0, 2000], Gen.Int[1, 500]).Sample(
        (skip, take) =>
        {
            var plan = PagePlan.Create((ulong)skip, (ulong)take, null, 100);
            int Requests(int size) => ((skip + take - 1) / size) - (skip / size) + 1;
            return plan.PageSize is >= 1 and <= 100
                && ((plan.FirstPage - 1) * plan.PageSize) + plan.SkipInFirstPage == skip
                && Enumerable.Range(1, 100).All(size => Requests(plan.PageSize) <= Requests(size));
        },
        iter: 2_000);

    [Theory]
    [InlineData(null, 0UL, 10UL, 1)]
    [InlineData(10, 0UL, 150UL, 15)]
    [InlineData(null, 0UL, 150UL, 2)]
    [InlineData(null, 95UL, 10UL, 1)]
    [InlineData(null, 340UL, 100UL, 1)]
    [InlineData(null, 5000UL, 10UL, 1)]
    [InlineData(null, ulong.MaxValue, ulong.MaxValue, 1)]
    [InlineData(null, 250UL, 1000UL, 2)]
    [InlineData(null, 0UL, 0UL, 0)]
    public void A_range_of_a_list_that_holds_still_is_exact_and_costs_no_request_too_many(int? pageSize, ulong skip, ulong take, int requests)
    {
        FakePageSource source = Reading.Empty().AddEvenly(347, Epoch - (300 * Day), Epoch - 1);
        List<ForceOrder> rows = Read(source, new ForceOrderPageQuery { PageSize = pageSize, Skip = skip, Take = take });
        int from = (int)Math.Min(skip, 347);
        Assert.Equal(Enumerable.Range(from + 1, (int)Math.Min(take, (ulong)(347 - from))).Select(i => (long)i), rows.Select(row => row.OrderId));
        Assert.Equal(requests, source.Responses);
    }

    [Fact]
    public void Nothing_wanted_but_the_count_costs_one_request_for_one_row()
    {
        FakePageSource source = Reading.Empty().AddEvenly(347, Epoch - (300 * Day), Epoch - 1);
        PageList<ForceOrder> list = List(source, new ForceOrderPageQuery { Take = 0, IncludeTotalCount = true });
        Assert.Empty(Reading.ReadAll(source, list));
        Assert.Equal(347UL, list.Total);
        Assert.Equal(1, Assert.Single(source.Requests).Size);
    }

    [Fact]
    public void Only_what_was_named_is_sent()
    {
        FakePageSource source = Reading.Empty().AddEvenly(20, Epoch - Day, Epoch - 1);
        Read(source, new ForceOrderPageQuery());
        Assert.Equal(default, Assert.Single(source.Requests).Window);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(130)]
    public void Pages_smaller_than_requested_are_read_by_their_own_size(int skip)
    {
        FakePageSource source = new(1, 0, 0) { PageLimits = [50] };
        source.AddEvenly(347, Epoch - (300 * Day), Epoch - 1);
        List<ForceOrder> rows = Read(source, new ForceOrderPageQuery { Skip = (ulong)skip, Take = 100, PageSize = 100 });
        Assert.Equal(Enumerable.Range(skip + 1, 100).Select(i => (long)i), rows.Select(row => row.OrderId));
    }

    [Theory]
    [InlineData(347, 4)]
    [InlineData(400, 5)]
    public void Without_totals_a_list_ends_with_a_page_that_is_not_full(int listed, int requests)
    {
        FakePageSource source = new(1, 0, 0) { TotalSaid = static (_, _) => null };
        source.AddEvenly(listed, Epoch - (300 * Day), Epoch - 1);
        Assert.Equal(listed, Read(source, new ForceOrderPageQuery { PageSize = 100, Take = 1000 }).Count);
        Assert.Equal(requests, source.Responses);
    }

    [Fact]
    public void On_a_list_that_moves_each_row_comes_once_at_most() => CompleteListProperties.MovingWorld().Sample(
        world =>
        {
            FakePageSource source = (world with { HasPages = true }).Create();
            List<ForceOrder> rows = Read(source, new ForceOrderPageQuery { Take = 1000, PageSize = 20 });
            Assert.Equal(rows.Count, rows.Select(Reading.KeyOf).Distinct().Count());
        },
        iter: 1_000,
        print: static world => world.ToString());

    private static PageList<ForceOrder> List(FakePageSource source, ForceOrderPageQuery query) => new(source, MarginForceOrders.Endpoint, query);

    private static List<ForceOrder> Read(FakePageSource source, ForceOrderPageQuery query) => Reading.ReadAll(source, List(source, query));
}
