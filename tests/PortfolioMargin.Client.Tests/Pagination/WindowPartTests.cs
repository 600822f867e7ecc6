using CsCheck;
using PortfolioMargin.Client.Pagination;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>How windows are cut, and where.</summary>
public sealed class WindowPartTests
{
    private static readonly WindowPart Week = WindowPart.Whole(0, FakePageSource.Day * 7);

    [Fact]
    public void Parts_own_every_millisecond_once_and_their_requests_overlap() =>
        Gen.Select(Parts, Gen.Long[1, 400]).Sample((whole, count) =>
        {
            WindowPart[] parts = [.. whole.Cut(count)];
            Assert.Equal(Math.Min(count, whole.Length), parts.Length);
            Assert.InRange(parts.Max(part => part.Length) - parts.Min(part => part.Length), 0, 1);
            AssertTiles(whole, parts);
        });

    [Fact]
    public void Cuts_outside_a_part_do_not_count() =>
        AssertTiles(Week, [.. Week.CutAt([-5, 0, 10, 10, Week.To, Week.To + 1])], 0, 10, Week.To);

    [Fact]
    public void A_cut_around_rows_makes_real_progress_and_asks_for_the_gap_without_them() =>
        Gen.Select(Parts, Gen.Double[0, 1].Array[40, 100], Gen.Double[1e-6, 0.6], Gen.Double[0, 1]).Sample((whole, places, share, begin) =>
        {
            long[] rows = [.. places.Select(place => whole.From + (long)((begin * (1 - share) + (place * share)) * (whole.Length - 1)))];
            IReadOnlyList<long> cuts = ClusterCut.TimesFor(whole, rows, total: null);
            if (cuts.Count == 0)
            {
                return;
            }

            Assert.Equal(cuts.Order(), cuts);
            WindowPart[] parts = [.. whole.CutAt(cuts)];
            AssertTiles(whole, parts);
            Assert.InRange(parts.Max(part => part.Length), 1, Math.Max(2, whole.Length * 7 / 8) + (2 * WindowPart.Overlap));
            Assert.Contains(parts, part => !rows.Any(row => row >= part.Request.Start && row <= part.Request.End));
        });

    [Theory]
    [InlineData(null)]
    [InlineData(500UL)]
    public void Rows_of_a_minute_are_cut_out_of_their_week(ulong? total)
    {
        long minute = 3 * FakePageSource.Day;
        long[] rows = [.. Spread(100, minute, minute + 60_000)];
        WindowPart[] parts = [.. Week.CutAt(ClusterCut.TimesFor(Week, rows, total))];
        Assert.Equal([40, 60, 0, 0], parts.Select(part => rows.Count(row => row >= part.From && row <= part.To)));
    }

    [Fact]
    public void Rows_that_are_spread_evenly_are_no_cluster() => Assert.Empty(ClusterCut.TimesFor(Week, Spread(100, 0, Week.To), total: null));

    [Fact]
    public void The_first_of_many_rows_that_are_spread_evenly_are_no_cluster() =>
        Assert.Empty(ClusterCut.TimesFor(Week, Spread(100, 0, Week.To / 100), total: 10_000));

    [Fact]
    public void A_handful_of_rows_is_no_cluster() => Assert.Empty(ClusterCut.TimesFor(Week, Spread(5, 0, 1_000), total: null));

    [Fact]
    public void Rows_with_times_outside_the_part_tell_nothing() =>
        Assert.Empty(ClusterCut.TimesFor(Week, Spread(100, Week.To + 10, Week.To + 1_000), total: null));

    private static Gen<WindowPart> Parts =>
        Gen.Select(Gen.Long[0, 2_000_000_000_000], Gen.OneOf(Gen.Long[0, 300], Gen.Long[0, 700_000_000])).Select((from, length) => WindowPart.Whole(from, from + length));

    private static IEnumerable<long> Spread(int rows, long from, long to) => Enumerable.Range(0, rows).Select(i => from + ((to - from) * i / rows));

    private static void AssertTiles(WindowPart whole, WindowPart[] parts, params long[] begins)
    {
        Assert.Equal((whole.From, whole.Request.Start), (parts[0].From, parts[0].Request.Start));
        Assert.Equal((whole.To, whole.Request.End), (parts[^1].To, parts[^1].Request.End));
        Assert.All(parts, part => Assert.True(part.Length >= 1));
        Assert.All(parts.Zip(parts.Skip(1)), static pair =>
        {
            Assert.Equal(pair.First.To + 1, pair.Second.From);
            Assert.Equal(pair.First.To + WindowPart.Overlap, pair.First.Request.End);
            Assert.Equal(pair.Second.From - WindowPart.Overlap, pair.Second.Request.Start);
        });
        if (begins.Length > 0)
        {
            Assert.Equal(begins, parts.Select(part => part.From));
        }
    }
}
