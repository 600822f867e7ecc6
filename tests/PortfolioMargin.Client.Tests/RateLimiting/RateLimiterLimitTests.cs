using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>What counts as used, in which minute, against which limit.</summary>
public sealed class RateLimiterLimitTests : RateLimiterTestBase
{
    [Fact]
    public void Near_the_limit_it_waits_for_the_exchanges_next_minute_and_says_so()
    {
        Answer(weight: 5700);

        Task<AcquireResult> next = Enter();

        WaitReport wait = Assert.Single(Recorder.Waits);
        Assert.Equal("the exchange's limit is nearly used up (5700 of 6000 in 1 min)", wait.Reason);
        Assert.Equal(VirtualTime.Noon.AddSeconds(61), wait.Until);
        Assert.Equal(TimeSpan.FromSeconds(31), wait.Delay);
        Time.AdvanceTo(wait.Until.AddMilliseconds(-1));
        Assert.False(next.IsCompleted);
        Time.AdvanceTo(wait.Until);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void The_minute_turns_by_the_exchanges_clock_not_by_ours()
    {
        Answer(weight: 5700, exchangeAhead: TimeSpan.FromSeconds(20));

        Task<AcquireResult> next = Enter();

        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(41));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void What_is_in_flight_counts_as_used()
    {
        Answer(weight: 5697);

        Task<AcquireResult>[] three = [Enter(), Enter(), Enter()];
        Task<AcquireResult> fourth = Enter();

        Assert.All(three, admission => Assert.True(admission.IsCompleted));
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public void An_answer_that_comes_late_does_not_lower_what_was_reported_after_it()
    {
        Task[] two = [Enter(), Enter()];
        Leave(weight: 5700);
        Leave(weight: 12);

        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void A_report_of_the_minute_before_does_not_count_in_this_one()
    {
        Task[] two = [Enter(), Enter()];
        long sent = Time.GetTimestamp();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(62));
        Leave(weight: 3);
        Leave(weight: 5999, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Assert.True(Enter().IsCompleted);
    }

    [Fact]
    public void As_long_as_the_old_minute_may_not_be_over_its_late_answers_still_count()
    {
        Task[] two = [Enter(), Enter()];
        long sent = Time.GetTimestamp();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Leave(weight: 10);
        Leave(weight: 5700, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Task<AcquireResult> next = Enter();

        Assert.False(next.IsCompleted);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61.2));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void A_report_of_the_next_minute_is_kept_for_it()
    {
        Task[] two = [Enter(), Enter()];
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Leave(weight: 5700);

        Task<AcquireResult> next = Enter();

        Assert.Equal(VirtualTime.Noon.AddSeconds(121.2), Assert.Single(Recorder.Waits).Until, TimeSpan.FromSeconds(1));
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(120));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void A_request_whose_answer_is_lost_counts_as_used()
    {
        Answer(weight: 5698);
        _ = Enter();
        RateLimiter.Leave(new ResponseFeedback(true, null, [], Time.GetTimestamp(), 0, ServerSignal.Unknown));

        Assert.True(Enter().IsCompleted);
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void A_request_lost_before_the_exchanges_clock_is_known_counts_as_used()
    {
        Task[] two = [Enter(), Enter()];
        RateLimiter.Leave(new ResponseFeedback(true, null, [], Time.GetTimestamp(), 0, ServerSignal.Unknown));
        Leave(weight: 5698);

        Assert.True(Enter().IsCompleted);
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void A_request_lost_at_a_minutes_end_counts_as_used_in_the_next()
    {
        Answer(weight: 1);
        _ = Enter();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.5));
        RateLimiter.Leave(new ResponseFeedback(true, null, [], Time.GetTimestamp(), 0, ServerSignal.Unknown));
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61.5));
        Answer(weight: 5698);

        Assert.True(Enter().IsCompleted);
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void A_request_that_was_never_sent_does_not_count()
    {
        Answer(weight: 5699);
        _ = Enter();
        RateLimiter.Leave(new ResponseFeedback(false, null, [], 0, 0, ServerSignal.Unknown));

        Assert.True(Enter().IsCompleted);
    }

    [Theory]
    [InlineData(10, 949, 950, "950 of 1000 in 10 s")]
    [InlineData(120, 11_399, 11_400, "11400 of 12000 in 2 min")]
    public void Other_intervals_have_limits_in_proportion(int seconds, int nearlyFull, int full, string said)
    {
        TimeSpan interval = TimeSpan.FromSeconds(seconds);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(interval, nearlyFull));
        Assert.True(Enter().IsCompleted);
        Leave(new UsedWeight(Minute, 2), new UsedWeight(interval, full));

        Task<AcquireResult> next = Enter();

        Assert.False(next.IsCompleted);
        Assert.Contains(said, Assert.Single(Recorder.Waits).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_used_up_for_most_of_an_hour_is_not_waited_for()
    {
        TimeSpan hour = TimeSpan.FromHours(1);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(hour, 341_999));
        Assert.Equal(WaitReason.None, (await Enter()).Kind);
        Leave(new UsedWeight(Minute, 2), new UsedWeight(hour, 342_000));

        Assert.Equal(WaitReason.TooLong, (await Enter()).Kind);
    }

    [Fact]
    public void A_clock_that_was_far_ahead_in_one_answer_is_believed_no_longer_than_that()
    {
        Answer(weight: 1, exchangeAhead: TimeSpan.FromHours(1));
        Answer(weight: 5700);

        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void Without_any_date_the_local_clock_has_to_do()
    {
        _ = Enter();
        RateLimiter.Leave(new ResponseFeedback(true, null, [new UsedWeight(Minute, 5700)], 0, 0, ServerSignal.Good));
        Task<AcquireResult> next = Enter();

        Assert.False(next.IsCompleted);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(next.IsCompleted);
    }
}
