using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>What a complete list costs, in requests.</summary>
public sealed class CostTests
{
    private const long Year = 365 * Day;

    /// <summary>A week that ended a while ago.</summary>
    private static readonly ForceOrderQuery Week = new() { StartTime = Reading.Time(Epoch - (7 * Day)), EndTime = Reading.Time(Epoch - Hour) };

    [Fact]
    public void A_window_within_one_response_costs_one_request_and_no_look()
    {
        FakePageSource source = Reading.Empty().AddEvenly(99, Epoch - (6 * Day), Epoch);
        AssertCost(source, Reading.Days(6), 1);
    }

    [Fact]
    public void Six_and_a_half_days_of_futures_are_one_request()
    {
        FakePageSource source = new(1, 0, 0) { HasPages = false };
        AssertCost(source.AddEvenly(40, Epoch - (6 * Day), Epoch), Reading.Days(6.5), 1);
    }

    [Fact]
    public void A_closed_window_needs_no_look()
    {
        FakePageSource source = Reading.Empty().AddEvenly(30, Epoch - (19 * Day), Epoch - (10 * Day));
        var query = new ForceOrderQuery { StartTime = Reading.Time(Epoch - (19 * Day)), EndTime = Reading.Time(Epoch - (6 * Day)) };
        AssertCost(source, query, 2);
    }

    [Fact]
    public void A_year_costs_its_53_windows_and_a_look() => AssertCost(Reading.Empty(), Reading.Days(365), 53 + 1);

    [Fact]
    public void Some_hundred_rows_in_half_a_year_cost_no_more() =>
        AssertCost(Reading.Empty().AddEvenly(347, Epoch - (Year / 2), Epoch), Reading.Days(365), 53 + 1);

    [Fact]
    public void Ten_thousand_rows_evenly_over_a_year_cost_two_requests_for_each_full_page() =>
        AssertCost(Reading.Empty().AddEvenly(10_000, Epoch - Year, Epoch), Reading.Days(365), 212 + 1);

    [Fact]
    public void Ten_bursts_of_a_thousand_rows_in_an_hour_cost_less_than_five_requests_for_each_full_page()
    {
        FakePageSource source = Reading.Empty();
        for (int burst = 1; burst <= 10; burst++)
        {
            long begin = Epoch - Year + (burst * 35 * Day);
            source.AddEvenly(1_000, begin, begin + Hour);
        }

        Assert.Equal(10_000, Reading.ReadAll(source, Reading.Days(365)).Count);
        Assert.InRange(source.Responses, 400, 500);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_burst_of_seconds_in_a_week_costs_less_than_ten_requests(bool hasPages)
    {
        foreach (RowOrder order in Enum.GetValues<RowOrder>())
        {
            FakePageSource source = new(1, 0, 0) { HasPages = hasPages, Order = order };
            source.AddEvenly(150, Epoch - (4 * Day), Epoch - (4 * Day) + 10_000);
            Reading.AssertAll(source, Week);
            Assert.InRange(source.Responses, 3, 9);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bursts_of_minutes_cost_some_six_requests_for_each_full_page(bool hasPages)
    {
        const int Worlds = 20;
        foreach (RowOrder order in Enum.GetValues<RowOrder>())
        {
            int responses = 0;
            for (int seed = 0; seed < Worlds; seed++)
            {
                FakePageSource source = new(seed, 0, 0) { HasPages = hasPages, Order = order };
                Reading.AssertAll(source.AddBursts(900, 6, 6 * Day, 10 * 60_000), Week);
                responses += source.Responses;
            }

            Assert.InRange(responses / Worlds, 18, 64);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_millisecond_with_fifty_rows_is_found_with_some_twenty_requests(bool hasPages)
    {
        FakePageSource source = new(1, 0, 0) { HasPages = hasPages };
        source.AddEvenly(50, Epoch - (4 * Day), Epoch - (4 * Day));
        if (hasPages)
        {
            Reading.AssertAll(source, Week);
        }
        else
        {
            Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Week));
        }

        Assert.InRange(source.Responses, 3, 24);
    }

    [Fact]
    public void A_list_without_a_start_costs_its_rows_not_its_years()
    {
        FakePageSource source = Reading.Empty().AddEvenly(10_000, Epoch - (3 * Year), Epoch - Hour);
        Assert.Equal(10_000, Reading.ReadAll(source, new ForceOrderQuery()).Count);
        Assert.InRange(source.Responses, 100, (int)(2.5 * 100) + 10);
    }

    [Fact]
    public void A_list_without_a_start_that_fits_into_one_response_costs_one_request() =>
        AssertCost(Reading.Empty().AddEvenly(99, Epoch - (3 * Year), Epoch), new ForceOrderQuery(), 1);

    [Fact]
    public void A_start_in_1970_is_read_lazily_within_bounds_of_flight_and_memory()
    {
        FakePageSource source = Reading.Empty();
        var query = new ForceOrderQuery { StartTime = DateTimeOffset.UnixEpoch, ThrottleLimit = 8 };
        Assert.Empty(Reading.ReadAll(source, query));
        Assert.InRange(source.Responses, 2_900, 2_960);
        Assert.InRange(source.MostInFlight, 2, 8);
    }

    [Fact]
    public void Who_takes_the_first_rows_only_does_not_ask_for_the_rest()
    {
        FakePageSource source = Reading.Empty().AddEvenly(347, Epoch - Year, Epoch);
        ForceOrderQuery all = Reading.Days(365);
        List<ForceOrder> rows = Reading.ReadAll(source, new ForceOrderQuery { StartTime = all.StartTime, Skip = 2, Take = 3 });
        Assert.Equal([3L, 4, 5], rows.Select(row => row.OrderId));
        Assert.Equal(1, source.Responses);
    }

    [Fact]
    public void A_count_that_must_be_known_first_costs_nothing_more()
    {
        FakePageSource source = Reading.Empty().AddEvenly(347, Epoch - (Year / 2), Epoch);
        var list = Reading.List(source, new ForceOrderQuery { StartTime = Reading.Days(365).StartTime, IncludeTotalCount = true, Skip = 340 });
        Assert.Equal(7, Reading.ReadAll(source, list).Count);
        Assert.Equal(347UL, list.Total);
        Assert.Equal(54, source.Responses);
    }

    private static void AssertCost(FakePageSource source, ForceOrderQuery query, int requests)
    {
        Reading.AssertAll(source, query);
        Assert.Equal(requests, source.Responses);
    }
}
