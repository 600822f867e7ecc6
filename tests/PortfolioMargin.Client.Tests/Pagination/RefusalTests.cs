using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Windows that the exchange refuses, for their length or for something else.</summary>
public sealed class RefusalTests
{
    private static readonly InvalidParameterException Refusal = new("no") { ShorterWindowMayHelp = true };

    [Fact]
    public void A_refusal_with_another_cause_costs_one_request_more_and_stays_what_it_is()
    {
        FakePageSource source = new(1, 0, 0) { Fault = static _ => Refusal };
        Assert.Same(Refusal, Assert.Throws<InvalidParameterException>(() => Reading.ReadAll(source, Reading.Days(6))));
        Assert.Equal(2, source.Responses);
    }

    [Fact]
    public void A_refusal_in_the_middle_of_a_read_is_believed_after_one_request_more()
    {
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0) { Fault = _ => source!.Responses > 3 ? Refusal : null };
        Assert.Throws<InvalidParameterException>(() => Reading.ReadAll(source, new ForceOrderQuery { StartTime = Reading.Days(60).StartTime, ThrottleLimit = 1 }));
        Assert.InRange(source.Responses, 5, 6);
    }

    [Fact]
    public void A_refusal_whose_cause_is_known_to_be_another_costs_nothing_more()
    {
        FakePageSource source = new(1, 0, 0) { Fault = static _ => new ApiKeyRejectedException("key") };
        Assert.Throws<ApiKeyRejectedException>(() => Reading.ReadAll(source, Reading.Days(60)));
        Assert.Equal(1, source.Responses);
    }

    [Fact]
    public void A_window_shorter_than_two_minutes_that_is_refused_is_not_cut()
    {
        FakePageSource source = new(1, 0, 0) { Fault = static _ => Refusal };
        var query = new ForceOrderQuery { StartTime = Reading.Time(Epoch - Day), EndTime = Reading.Time(Epoch - Day + 119_999) };
        Assert.Throws<InvalidParameterException>(() => Reading.ReadAll(source, query));
        Assert.Equal(1, source.Responses);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(1)]
    public void A_limit_of_hours_is_found_and_kept(int hours)
    {
        FakePageSource source = new(1, 0, 0) { Clipping = Clipping.Refuse, LongestWindow = hours * Hour };
        Reading.AssertAll(source.AddEvenly(60, Epoch - (14 * Day), Epoch), Reading.Days(14));
        int windows = 14 * 24 / hours;
        Assert.InRange(source.Responses, windows, (2 * windows) + 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_limit_that_changes_in_the_middle_of_a_read_is_followed(int after)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            FakePageSource source = new(seed, 0, 0) { Clipping = Clipping.Refuse, LimitChange = (after, Hour) };
            Reading.AssertAll(source.AddEvenly(60, Epoch - (12 * Day), Epoch), Reading.Days(12));
        }
    }

    [Fact]
    public void What_may_come_before_the_oldest_order_known_need_not_be_answered()
    {
        FakePageSource source = new(1, 0, 0) { Clipping = Clipping.Refuse, LongestWindow = 30 * Day };
        Reading.AssertAll(source.AddEvenly(364, Epoch - (364 * Day), Epoch), new ForceOrderQuery());
    }
}
