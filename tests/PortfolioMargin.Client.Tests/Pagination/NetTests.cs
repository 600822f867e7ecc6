using PortfolioMargin.Client.Endpoints;
using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Each way a list could come out short, and the net below it.</summary>
public sealed class NetTests
{
    [Fact]
    public void A_response_with_fewer_rows_than_its_total_is_not_the_whole() =>
        Reading.AssertAll(new FakePageSource(1, 0, 0) { PageLimits = [30] }.AddEvenly(80, Epoch - (6 * Day), Epoch), Reading.Days(6));

    [Fact]
    public void A_full_response_is_not_the_whole() =>
        Reading.AssertAll(new FakePageSource(1, 0, 0) { HasPages = false }.AddEvenly(150, Epoch - (6 * Day), Epoch), Reading.Days(6));

    [Fact]
    public void A_full_response_is_not_the_whole_whatever_its_total_says() => Reading.AssertAll(
        new FakePageSource(1, 0, 0) { TotalSaid = static (total, _) => Math.Min(total, 100) }.AddEvenly(150, Epoch - (6 * Day), Epoch),
        Reading.Days(6));

    [Theory]
    [InlineData(false, 50)]
    [InlineData(true, 50)]
    [InlineData(true, 10)]
    public void A_response_with_as_many_rows_as_a_limit_that_was_not_asked_for_is_not_the_whole(bool hasPages, int limit)
    {
        FakePageSource source = new(1, 0, 0) { HasPages = hasPages, PageLimits = [limit], TotalSaid = static (_, _) => null };
        Reading.AssertAll(source.AddEvenly(80, Epoch - (6 * Day), Epoch), Reading.Days(6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_row_on_the_edge_of_two_parts_comes_once_whether_ends_count_in_or_out(bool exclusive)
    {
        FakePageSource empty = Reading.Empty();
        Reading.ReadAll(empty, Reading.Days(60));
        FakePageSource source = new(1, 0, 0) { StartIsExclusive = exclusive, EndIsExclusive = exclusive };
        foreach (long edge in empty.Requests.Select(request => request.Window.End!.Value).Where(end => end < Epoch).Order())
        {
            source.AddEvenly(5, edge - 3, edge + 2);
        }

        Reading.AssertAll(source, Reading.Days(60));
    }

    [Fact]
    public void Orders_of_two_symbols_with_the_same_number_are_two_orders()
    {
        FakePageSource source = Reading.Empty();
        source.Add(Epoch - Day, 7, "BTCUSDT");
        source.Add(Epoch - Day, 7, "ETHUSDT");
        Assert.Equal(2, Reading.ReadAll(source, Reading.Days(6)).Count);
    }

    [Fact]
    public void An_order_that_moves_from_a_part_not_read_yet_to_one_that_was_is_seen_by_the_look()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            bool moved = false;
            FakePageSource? source = null;
            source = new FakePageSource(seed, 0, 0)
            {
                Fault = request =>
                {
                    if (!moved && source!.Requests.Exists(earlier => earlier.Window.End > Epoch))
                    {
                        moved = true;
                        source.Update(5, source.Now);
                    }

                    return null;
                },
            };
            Reading.AssertAll(source.AddEvenly(10, Epoch - (20 * Day), Epoch - Day), Reading.Days(20));
            Assert.True(moved);
        }
    }

    [Fact]
    public void A_look_that_had_to_be_cut_is_looked_after_again()
    {
        int responses = 0;
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0)
        {
            Fault = _ =>
            {
                // While the parts are read, a hundred and fifty orders arrive; while the look is read, what it has not read yet moves.
                if (++responses <= 3)
                {
                    source!.AddEvenly(50, source.Now, source.Now + 1);
                }
                else if (responses <= 12)
                {
                    source!.Update(10 + responses, source.Now);
                }

                return null;
            },
        };
        List<ForceOrder> rows = Reading.ReadAll(source.AddEvenly(10, Epoch - (20 * Day), Epoch - Day), Reading.Days(20));
        Assert.Equal(160, rows.Select(Reading.KeyOf).Distinct().Count());
    }

    [Fact]
    public void More_changes_than_a_response_shows_within_what_is_unknown_of_the_clock_end_in_an_error()
    {
        FakePageSource source = new(1, 0, 0) { ClockUncertainty = 10 * 60_000 };
        source.AddEvenly(150, Epoch - 60_000, Epoch - 1);
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(20)));
        Assert.Contains("faster than it could be read", error.Message, StringComparison.Ordinal);
        Assert.InRange(source.Responses, 16, 300);
    }

    [Fact]
    public void An_end_pinned_by_a_clock_that_is_behind_does_not_hide_the_newest_orders()
    {
        FakePageSource source = new(1, 0, 0) { ClockLag = 10 * 60_000 };
        source.Add(Epoch - 60_000);
        Reading.AssertAll(source, Reading.Days(1));
        Assert.Equal(2, source.Responses);
    }

    [Fact]
    public void A_millisecond_with_more_rows_than_a_response_is_read_by_pages()
    {
        FakePageSource source = Reading.Empty();
        AddAtOnce(source, 250);
        Reading.AssertAll(source, Reading.Days(6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_millisecond_of_which_a_node_shows_fifty_rows_is_read_by_pages_or_ends_in_an_error(bool hasPages)
    {
        FakePageSource source = new(1, 0, 0) { HasPages = hasPages, PageLimits = [50], TotalSaid = static (_, _) => null };
        AddAtOnce(source, 60);
        if (hasPages)
        {
            Reading.AssertAll(source, Reading.Days(6));
        }
        else
        {
            Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(6)));
        }
    }

    [Fact]
    public void Pages_of_a_millisecond_between_which_a_row_slipped_are_read_until_two_reads_agree()
    {
        var slips = new Dictionary<TimeWindow, int>();
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0)
        {
            Fault = request =>
            {
                // The oldest order goes and another comes: the first of the second page is on the first page now. So it is in two reads.
                if (request.Page == 2 && (slips[request.Window] = slips.GetValueOrDefault(request.Window) + 1) <= 2)
                {
                    source!.Expire();
                    source.Add(Epoch - Day);
                }

                return null;
            },
        };
        AddAtOnce(source, 150);
        Reading.AssertAll(source, new ForceOrderQuery { StartTime = Reading.Days(6).StartTime, ThrottleLimit = 1 });
        Assert.All(slips.Values, static times => Assert.InRange(times, 3, 4));
    }

    [Fact]
    public void A_millisecond_whose_pages_contradict_each_other_ends_in_an_error()
    {
        FakePageSource source = new(1, 0, 0) { Order = RowOrder.Shuffled };
        AddAtOnce(source, 250);
        Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(6)));
    }

    [Fact]
    public void A_millisecond_with_more_rows_than_a_response_ends_in_an_error_where_there_are_no_pages()
    {
        FakePageSource source = new(1, 0, 0) { HasPages = false };
        AddAtOnce(source, 101);
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(6)));
        Assert.Contains("around 2026-05-3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Totals_that_are_wrong_for_ever_end_in_an_error_before_they_cost_too_much()
    {
        FakePageSource source = new(1, 0, 0) { TotalSaid = static (total, _) => total + 1_000 };
        Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(30)));
        Assert.InRange(source.Responses, 10, 700);
    }

    [Fact]
    public void Totals_that_are_wrong_of_all_windows_but_the_shortest_end_in_an_error_before_they_cost_too_much()
    {
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0)
        {
            TotalSaid = (total, _) => source!.Requests[^1].Window is var window && window.End - window.Start > 1_000 ? total + 100 : total,
        };
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Reading.ReadAll(source, Reading.Days(30)));
        Assert.Contains("says that a window has 100 orders but lists only 0", error.Message, StringComparison.Ordinal);
        Assert.InRange(source.Responses, 256, 800);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 30)]
    [InlineData(false, 30)]
    public void An_exchange_that_does_not_heed_windows_ends_in_an_error_before_it_costs_too_much(bool hasPages, int? days)
    {
        FakePageSource source = new(1, 0, 0) { HasPages = hasPages, IgnoresWindow = true };
        source.AddEvenly(350, Epoch - (40 * Day), Epoch);
        ForceOrderQuery query = days is { } some ? Reading.Days(some) : new ForceOrderQuery();
        IncompleteListException error = Assert.Throws<IncompleteListException>(
            () => Reading.ReadAll(source, query));
        Assert.Contains("The orders returned so far are right, but there may be more.", error.Message, StringComparison.Ordinal);
        Assert.InRange(source.Responses, 1, 700);
    }

    [Fact]
    public void What_fits_into_one_response_is_whole_though_the_exchange_does_not_heed_windows() =>
        Reading.AssertAll(new FakePageSource(1, 0, 0) { IgnoresWindow = true }.AddEvenly(80, Epoch - (40 * Day), Epoch), Reading.Days(60));

    [Fact]
    public void A_list_that_changes_all_the_time_is_looked_after_from_where_the_last_look_ended()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            FakePageSource source = new(seed, 371, 15 * Day) { Arrivals = 4, Expiries = 2, Updates = 10, Relists = true, ClockUncertainty = 291 };
            Reading.AssertAll(source, Reading.Days(16));
        }
    }

    [Fact]
    public void A_failure_comes_after_the_rows_before_it_and_is_its_own_error()
    {
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0) { Fault = _ => source!.Responses == 3 ? new ServerUnavailableException("down") : null };
        source.AddEvenly(30, Epoch - (60 * Day), Epoch);
        Assert.Throws<ServerUnavailableException>(() => Reading.ReadAll(source, Reading.Days(60)));
    }

    private static void AddAtOnce(FakePageSource source, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            source.Add(Epoch - Day);
        }
    }
}
