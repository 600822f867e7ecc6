using CsCheck;
using PortfolioMargin.Client.Endpoints;
using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>The newest rows of a list.</summary>
public sealed class NewestTests
{
    private const int Worlds = 2_000;

    [Theory]
    [InlineData(5, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 4)]
    [InlineData(140, 4)]
    public void The_newest_rows_come_newest_first_with_few_requests(int count, int requests)
    {
        FakePageSource source = Reading.Empty().AddEvenly(900, Epoch - (90 * Day), Epoch - 1);
        List<ForceOrder> rows = Reading.ReadAll(source, new ForceOrderQuery { Newest = count });
        Assert.Equal(Enumerable.Range(0, count).Select(i => 900L - i), rows.Select(row => row.OrderId));
        Assert.Equal(requests, source.Responses);
    }

    [Fact]
    public void In_a_dense_week_only_its_newest_parts_are_read()
    {
        FakePageSource source = Reading.Empty().AddEvenly(5_000, Epoch - (6 * Day), Epoch - 1);
        Assert.Equal(20, Reading.ReadAll(source, new ForceOrderQuery { Newest = 20 }).Count);
        Assert.InRange(source.Responses, 3, 6);
    }

    [Fact]
    public void Only_rows_that_match_are_counted()
    {
        FakePageSource source = Reading.Empty().AddEvenly(90, Epoch - (60 * Day), Epoch - 1);
        List<ForceOrder> rows = Reading.ReadAll(source, Reading.List(source, new ForceOrderQuery { Newest = 20 }, matches: static row => row.OrderId % 3 == 0));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 90L - (3 * i)), rows.Select(row => row.OrderId));
    }

    [Fact]
    public void Fewer_rows_than_wanted_are_all_of_ninety_days()
    {
        FakePageSource source = Reading.Empty().AddEvenly(10, Epoch - (80 * Day), Epoch - 1);
        Assert.Equal(10, Reading.ReadAll(source, new ForceOrderQuery { Newest = 20 }).Count);
    }

    [Fact]
    public void The_newest_rows_of_a_list_that_holds_still_are_exact_behind_any_exchange() =>
        Gen.Select(CompleteListProperties.HostileWorld(), Gen.Int[1, 150]).Sample(
            (world, count) =>
            {
                world = world with { Changes = (0, 0, 0), FaultAt = 0, IsUnbounded = false };
                FakePageSource source = world.Create();
                ForceOrderQuery all = world.Query(source);
                var query = new ForceOrderQuery { Market = all.Market, StartTime = all.StartTime, EndTime = all.EndTime, Newest = count };
                try
                {
                    List<ForceOrder> rows = Reading.ReadAll(source, query);
                    Assert.Equal(Expected(source, query, count), rows.Select(row => row.UpdatedTime));
                }
                catch (IncompleteListException) when (world.Totals != CompleteListProperties.Totals.Right || !world.HasPages)
                {
                }
            },
            iter: Worlds,
            print: static input => input.ToString());

    [Fact]
    public void On_a_list_that_moves_no_row_comes_twice_and_none_that_stayed_among_the_newest_is_missing() =>
        Gen.Select(CompleteListProperties.MovingWorld(), Gen.Int[1, 150]).Sample(
            (world, count) => AssertNewest(world with { IsUnbounded = false, End = CompleteListProperties.WindowEnd.NotNamed, Relists = false, Ends = (world.Ends.Start, world.Ends.End, false) }, count),
            iter: Worlds,
            print: static input => input.ToString());

    [Fact]
    public void A_row_that_changes_again_during_a_look_counts_with_its_last_time() => AssertNewest(
        new CompleteListProperties.World(Seed: 1, Rows: 387, Span: 16 * Day, HasPages: false, IsUnbounded: false)
        {
            Changes = (1, 4, 6),
            Ends = (true, false, false),
            Uncertainty = 16,
            Bursts = (2, 60_000),
        },
        43);

    private static void AssertNewest(CompleteListProperties.World world, int count)
    {
        FakePageSource source = world.Create();
        ForceOrderQuery all = world.Query(source);
        List<ForceOrder> rows = Reading.ReadAll(source, new ForceOrderQuery { Market = all.Market, StartTime = all.StartTime, Newest = count });
        Assert.Equal(rows.Count, rows.Select(Reading.KeyOf).Distinct().Count());
        Assert.Equal(rows.OrderByDescending(row => row.UpdatedTime).Select(row => row.UpdatedTime), rows.Select(row => row.UpdatedTime));

        // A row that came with the end of the list is not older than one that is still listed, was listed always, and did not come.
        HashSet<RowKey> keys = [.. rows.Select(Reading.KeyOf)];
        if (rows.Count < count)
        {
            Assert.Empty(source.AlwaysListed.Except(keys));
        }
        else
        {
            DateTimeOffset oldest = rows[^1].UpdatedTime;
            Assert.DoesNotContain(source.AlwaysListedSince(oldest.ToUnixTimeMilliseconds() + 1), key => !keys.Contains(key));
        }
    }

    private static IEnumerable<DateTimeOffset> Expected(FakePageSource source, ForceOrderQuery query, int count) => source.Times
        .Where(time => query.EndTime is not { } end || (source.EndIsExclusive ? time < end.ToUnixTimeMilliseconds() : time <= end.ToUnixTimeMilliseconds()))
        .Reverse().Take(count).Select(Reading.Time);
}
