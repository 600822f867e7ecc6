using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Exchanges that cut a list, or show it otherwise than one expects: all rows come, each once.</summary>
public sealed class ClippedListTests
{
    [Theory]
    [InlineData("None", 54)]
    [InlineData("Nothing", 54)]
    [InlineData("Newest", 54)]
    [InlineData("Oldest", 54)]
    [InlineData("Refuse", 54)]
    public void A_year_of_one_order_a_day_is_read_whole_however_the_exchange_cuts_windows_of_over_30_days(string clipping, int requests)
    {
        FakePageSource source = OrderADay(clipping);
        Reading.AssertAll(source, Reading.Days(366));
        Assert.Equal(requests, source.Responses);
    }

    [Theory]
    [InlineData("None", 20)]
    [InlineData("Nothing", 100)]
    [InlineData("Newest", 100)]
    [InlineData("Oldest", 100)]
    [InlineData("Refuse", 40)]
    public void So_it_is_without_a_start(string clipping, int mostRequests)
    {
        FakePageSource source = OrderADay(clipping);
        Reading.AssertAll(source, new ForceOrderQuery());
        Assert.InRange(source.Responses, 4, mostRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_order_that_is_updated_meanwhile_does_not_hide_another(bool namesStart)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            FakePageSource? source = null;
            source = new FakePageSource(seed, 0, 0)
            {
                Fault = _ =>
                {
                    if (source!.Responses == 3)
                    {
                        source.Update(119, source.Now);
                    }

                    return null;
                },
            };
            Reading.AssertAll(source.AddEvenly(250, Epoch - (20 * Day), Epoch), namesStart ? Reading.Days(20) : new ForceOrderQuery());
        }
    }

    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(0, 3, 0)]
    [InlineData(3, 3, 3)]
    public void Totals_that_are_counted_only_with_every_fourth_response_hide_nothing(int arrivals, int expiries, int updates)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            FakePageSource source = new(seed, 250, 20 * Day) { TotalEvery = 4, Arrivals = arrivals, Expiries = expiries, Updates = updates };
            Reading.AssertAll(source, Reading.Days(21));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_that_shows_fifty_rows_where_another_shows_a_hundred_hides_nothing(bool namesStart)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            FakePageSource source = new(seed, 145, 20 * Day) { PageLimits = [50, 100] };
            Reading.AssertAll(source, namesStart ? Reading.Days(21) : new ForceOrderQuery());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_order_of_rows_in_each_response_hides_nothing(bool namesStart)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            FakePageSource source = new(seed, 400, 20 * Day) { Order = RowOrder.Shuffled };
            Reading.AssertAll(source, namesStart ? Reading.Days(21) : new ForceOrderQuery());
        }
    }

    [Fact]
    public void A_total_that_counts_more_than_all_windows_and_pages_show_ends_in_an_error_after_all_rows()
    {
        // The list without bounds counts ten orders that nothing shows.
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0) { TotalSaid = (total, _) => source!.Requests[^1].Window.Start is null ? total + 10 : total };
        source.AddEvenly(347, Epoch - (100 * Day), Epoch - Day);
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, new ForceOrderQuery()));
        Assert.Contains("357", error.Message, StringComparison.Ordinal);
        Assert.Contains("347", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(30, 0)]
    public void Who_names_no_start_is_warned_when_nothing_older_than_seven_days_came(int days, int warnings)
    {
        var said = new List<string>();
        FakePageSource source = Reading.Empty().AddEvenly(20, Epoch - (days * Day), Epoch);
        Assert.Equal(20, Reading.ReadAll(source, new ForceOrderQuery(), said.Add).Count);
        Assert.Equal(warnings, said.Count);
        Assert.All(said, static text => Assert.Contains("-StartTime", text, StringComparison.Ordinal));
    }

    private static FakePageSource OrderADay(string clipping) =>
        new FakePageSource(1, 0, 0) { Clipping = Enum.Parse<Clipping>(clipping), LongestWindow = 30 * Day }.AddEvenly(364, Epoch - (365 * Day), Epoch - Day);
}
