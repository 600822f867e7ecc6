using CsCheck;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

public sealed class RowRangeTests
{
    [Theory]
    [InlineData(0, 3, null, 3, 1, 0)]
    [InlineData(0, 150, null, 75, 1, 0)]
    [InlineData(95, 10, null, 15, 7, 5)]
    [InlineData(0, null, null, 100, 1, 0)]
    [InlineData(250, null, null, 100, 3, 50)]
    [InlineData(20, 10, 10, 10, 3, 0)]
    public void A_range_is_planned_with_the_fewest_requests(int skip, int? take, int? pageSize, int size, long page, int drop) =>
        Assert.Equal(new RowRange(size, page, drop, (ulong?)take), RowRange.Plan((ulong)skip, (ulong?)take, pageSize));

    [Fact]
    public void Huge_values_do_not_wrap()
    {
        Assert.InRange(RowRange.Plan(ulong.MaxValue, 1, 1).FirstPage, 1_000_000_000_000, long.MaxValue);
        Assert.True(RowRange.Plan(ulong.MaxValue, ulong.MaxValue, null).FirstPage > 0);
        Assert.Equal(1, RowRange.Plan(0, ulong.MaxValue, null).FirstPage);
    }

    [Fact]
    public void No_other_page_size_needs_fewer_requests() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[1, 500]).Sample(
            (skip, take) =>
            {
                RowRange range = RowRange.Plan((ulong)skip, (ulong)take, null);
                int Requests(int size) => ((skip + take - 1) / size) - (skip / size) + 1;
                return range.PageSize is >= 1 and <= 100
                    && ((range.FirstPage - 1) * range.PageSize) + range.Drop == skip
                    && Enumerable.Range(1, 100).All(size => Requests(range.PageSize) <= Requests(size));
            },
            iter: 2_000);
}
