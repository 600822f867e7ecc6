using PortfolioMargin.Client.Errors;
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

        Task<AcquireResult> next = Acquire();

        WaitReport wait = Assert.Single(Recorder.Waits);
        Assert.Equal("rate limit (5700 of 6000 used in 1 min)", wait.Reason);
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

        Task<AcquireResult> next = Acquire();

        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(41));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void What_is_in_flight_counts_as_used()
    {
        Answer(weight: 5697);

        Task<AcquireResult>[] three = [Acquire(), Acquire(), Acquire()];
        Task<AcquireResult> fourth = Acquire();

        Assert.All(three, permit => Assert.True(permit.IsCompleted));
        Assert.False(fourth.IsCompleted);
    }

    [Theory]
    [InlineData(5650, 50, 1)]
    [InlineData(5660, 20, 20)]
    [InlineData(5649, 50, 2)]
    public void A_request_counts_with_its_own_weight_while_it_is_in_flight(int used, int first, int second)
    {
        Answer(weight: used);

        Assert.True(Acquire(first).IsCompleted);
        bool fits = used + first + second <= 5700;
        Assert.Equal(fits, Acquire(second).IsCompleted);
    }

    [Fact]
    public void A_request_whose_answer_is_lost_counts_with_its_own_weight()
    {
        Answer(weight: 5630);
        _ = Acquire(50);
        Lose();

        Assert.True(Acquire(20).IsCompleted);
        Assert.False(Acquire(1).IsCompleted);
    }

    [Fact]
    public void A_heavy_request_at_the_head_of_the_queue_is_not_overtaken()
    {
        Answer(weight: 5660);

        Task<AcquireResult> heavy = Acquire(50);
        Task<AcquireResult> light = Acquire(1);

        Assert.False(heavy.IsCompleted);
        Assert.False(light.IsCompleted);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(heavy.IsCompleted);
        Assert.True(light.IsCompleted);
    }

    [Fact]
    public async Task When_a_heavy_request_is_cancelled_the_light_one_behind_it_goes_at_once()
    {
        Answer(weight: 5660);
        using var cancelled = new CancellationTokenSource();
        Task<AcquireResult> heavy = RateLimiter.AcquireAsync(50, Reporter, cancelled.Token).AsTask();
        Task<AcquireResult> light = Acquire(1);
        Assert.False(light.IsCompleted);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heavy);
        Assert.True(light.IsCompleted);
    }

    [Fact]
    public void A_request_heavier_than_a_whole_limit_goes_into_an_empty_interval()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(second, 1));

        Task<AcquireResult> heavy = Acquire(120);
        Assert.False(heavy.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(heavy.IsCompleted);
    }

    [Fact]
    public void An_answer_that_comes_late_does_not_lower_what_was_reported_after_it()
    {
        Task[] two = [Acquire(), Acquire()];
        Complete(weight: 5700);
        Complete(weight: 12);

        Assert.False(Acquire().IsCompleted);
    }

    [Fact]
    public void A_report_of_the_minute_before_does_not_count_in_this_one()
    {
        Task[] two = [Acquire(), Acquire()];
        long sent = Time.GetTimestamp();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(62));
        Complete(weight: 3);
        Complete(weight: 5999, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Assert.True(Acquire().IsCompleted);
    }

    [Fact]
    public void As_long_as_the_old_minute_may_not_be_over_its_late_answers_still_count()
    {
        Task[] two = [Acquire(), Acquire()];
        long sent = Time.GetTimestamp();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Complete(weight: 10);
        Complete(weight: 5700, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Task<AcquireResult> next = Acquire();

        Assert.False(next.IsCompleted);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61.2));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void A_report_of_the_next_minute_is_kept_for_it()
    {
        Task[] two = [Acquire(), Acquire()];
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Complete(weight: 5700);

        Task<AcquireResult> next = Acquire();

        Assert.Equal(VirtualTime.Noon.AddSeconds(121.2), Assert.Single(Recorder.Waits).Until, TimeSpan.FromSeconds(1));
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(120));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void A_request_whose_answer_is_lost_counts_as_used()
    {
        Answer(weight: 5698);
        _ = Acquire();
        Lose();

        Assert.True(Acquire().IsCompleted);
        Assert.False(Acquire().IsCompleted);
    }

    [Fact]
    public void A_request_lost_before_the_exchanges_clock_is_known_counts_as_used()
    {
        Task[] two = [Acquire(), Acquire()];
        Lose();
        Complete(weight: 5698);

        Assert.True(Acquire().IsCompleted);
        Assert.False(Acquire().IsCompleted);
    }

    [Fact]
    public void A_request_lost_at_a_minutes_end_counts_as_used_in_the_next()
    {
        Answer(weight: 1);
        _ = Acquire();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.5));
        Lose();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61.5));
        Answer(weight: 5698);

        Assert.True(Acquire().IsCompleted);
        Assert.False(Acquire().IsCompleted);
    }

    [Fact]
    public void A_request_that_was_never_sent_does_not_count()
    {
        Answer(weight: 5699);
        _ = Acquire();
        Complete(new ResponseFeedback(false, null, [], 0, 0, ServerSignal.Unknown));

        Assert.True(Acquire().IsCompleted);
    }

    [Theory]
    [InlineData(10, 949, 950, "950 of 1000 used in 10 s")]
    [InlineData(120, 11_399, 11_400, "11400 of 12000 used in 2 min")]
    public void Other_intervals_have_limits_in_proportion(int seconds, int nearlyFull, int full, string said)
    {
        TimeSpan interval = TimeSpan.FromSeconds(seconds);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(interval, nearlyFull));
        Assert.True(Acquire().IsCompleted);
        Complete(new UsedWeight(Minute, 2), new UsedWeight(interval, full));

        Task<AcquireResult> next = Acquire();

        Assert.False(next.IsCompleted);
        Assert.Contains(said, Assert.Single(Recorder.Waits).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_used_up_for_most_of_an_hour_is_not_waited_for()
    {
        TimeSpan hour = TimeSpan.FromHours(1);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(hour, 341_999));
        Assert.Equal(WaitReason.None, (await Acquire()).Reason);
        Complete(new UsedWeight(Minute, 2), new UsedWeight(hour, 342_000));

        Assert.Equal(WaitReason.TooLong, (await Acquire()).Reason);
    }

    [Fact]
    public void A_clock_that_was_far_ahead_in_one_answer_is_believed_no_longer_than_that()
    {
        Answer(weight: 1, exchangeAhead: TimeSpan.FromHours(1));
        Answer(weight: 5700);

        Assert.False(Acquire().IsCompleted);
    }

    [Fact]
    public void Without_any_date_the_local_clock_has_to_do()
    {
        _ = Acquire();
        Complete(new ResponseFeedback(true, null, [new UsedWeight(Minute, 5700)], 0, 0, ServerSignal.Accepted));
        Task<AcquireResult> next = Acquire();

        Assert.False(next.IsCompleted);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(next.IsCompleted);
    }
}
