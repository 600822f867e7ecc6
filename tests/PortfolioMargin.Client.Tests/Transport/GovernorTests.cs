using PortfolioMargin.Client.Transport;

namespace PortfolioMargin.Client.Tests.Transport;

public sealed class GovernorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly VirtualTime _time = new(VirtualTime.Noon.AddSeconds(30));
    private readonly Recorder _recorder = new();
    private readonly Governor _governor;
    private readonly WaitReporter _reporter;

    public GovernorTests()
    {
        _governor = new Governor(_time);
        _reporter = new WaitReporter(_recorder);
    }

    [Fact]
    public void Near_the_limit_it_waits_for_the_exchanges_next_minute_and_says_so()
    {
        Answer(weight: 5700);

        Task<Admission> next = Enter();

        WaitReport wait = Assert.Single(_recorder.Waits);
        Assert.Equal("the exchange's limit is nearly used up (5700 of 6000 in 1 min)", wait.Reason);
        Assert.Equal(VirtualTime.Noon.AddSeconds(61), wait.Until);
        Assert.Equal(TimeSpan.FromSeconds(31), wait.Delay);
        _time.AdvanceTo(wait.Until.AddMilliseconds(-1));
        Assert.False(next.IsCompleted);
        _time.AdvanceTo(wait.Until);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void The_minute_turns_by_the_exchanges_clock_not_by_ours()
    {
        Answer(weight: 5700, exchangeAhead: TimeSpan.FromSeconds(20));

        Task<Admission> next = Enter();

        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(41));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void What_is_in_flight_counts_as_used()
    {
        Answer(weight: 5697);

        Task<Admission>[] three = [Enter(), Enter(), Enter()];
        Task<Admission> fourth = Enter();

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
        long sent = _time.GetTimestamp();
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(62));
        Leave(weight: 3);
        Leave(weight: 5999, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Assert.True(Enter().IsCompleted);
    }

    [Fact]
    public void As_long_as_the_old_minute_may_not_be_over_its_late_answers_still_count()
    {
        Task[] two = [Enter(), Enter()];
        long sent = _time.GetTimestamp();
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Leave(weight: 10);
        Leave(weight: 5700, date: VirtualTime.Noon.AddSeconds(59), sent: sent);

        Task<Admission> next = Enter();

        Assert.False(next.IsCompleted);
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(61.2));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void A_report_of_the_next_minute_is_kept_for_it()
    {
        Task[] two = [Enter(), Enter()];
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(60.2));
        Leave(weight: 5700);

        Task<Admission> next = Enter();

        Assert.Equal(VirtualTime.Noon.AddSeconds(121.2), Assert.Single(_recorder.Waits).Until, TimeSpan.FromSeconds(1));
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(120));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void A_request_whose_answer_is_lost_counts_as_used()
    {
        Answer(weight: 5698);
        _ = Enter();
        _governor.Leave(new Departure(true, null, [], _time.GetTimestamp(), 0, Welcome.Unknown));

        Assert.True(Enter().IsCompleted);
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public void A_request_that_was_never_sent_does_not_count()
    {
        Answer(weight: 5699);
        _ = Enter();
        _governor.Leave(new Departure(false, null, [], 0, 0, Welcome.Unknown));

        Assert.True(Enter().IsCompleted);
    }

    [Theory]
    [InlineData(10, 950, 949)]
    [InlineData(120, 11_400, 11_399)]
    [InlineData(3600, 342_000, 341_999)]
    public async Task Other_intervals_have_limits_in_proportion(int seconds, int full, int nearlyFull)
    {
        TimeSpan interval = TimeSpan.FromSeconds(seconds);
        Answer(new UsedWeight(Minute, 1), new UsedWeight(interval, nearlyFull));
        Assert.True(Enter().IsCompleted);
        Leave(new UsedWeight(Minute, 2), new UsedWeight(interval, full));

        Task<Admission> next = Enter();

        if (next.IsCompleted)
        {
            Assert.Equal(HoldKind.TooLong, (await next).Kind);
        }
    }

    [Fact]
    public async Task A_wait_of_more_than_five_minutes_is_refused_at_once_and_says_until_when()
    {
        Answer(new UsedWeight(TimeSpan.FromHours(1), 342_000));

        Admission admission = await Enter();

        Assert.Equal(new Admission(HoldKind.TooLong, VirtualTime.Noon.AddHours(1).AddSeconds(1)), admission);
    }

    [Fact]
    public void First_come_first_served()
    {
        Answer(weight: 5700);
        Task<Admission> first = Enter();
        Task<Admission> second = Enter();
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(first.IsCompleted);
        Assert.True(second.IsCompleted);

        Leave(weight: 5699);
        Leave(weight: 5699);
        Task<Admission> third = Enter();
        Task<Admission> fourth = Enter();

        Assert.True(third.IsCompleted);
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public void Until_a_minutes_first_answer_sixteen_are_in_flight_at_most()
    {
        Task<Admission>[] all = [.. Enumerable.Range(0, 18).Select(_ => Enter())];
        Assert.Equal(16, all.Count(admission => admission.IsCompleted));

        Leave(weight: 1);

        Assert.Equal(18, all.Count(admission => admission.IsCompleted));
        Assert.Empty(_recorder.Waits);
    }

    [Fact]
    public void A_429_stops_everything_and_then_one_request_goes_first()
    {
        Task[] inFlight = [Enter(), Enter()];
        DateTimeOffset? until = Leave(Welcome.NotNow, TimeSpan.FromSeconds(7));
        Leave(weight: 2);
        Task<Admission>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => Enter())];

        Assert.Equal(_time.Now.AddSeconds(7), until);
        _time.AdvanceTo(until!.Value.AddMilliseconds(-1));
        Assert.Equal(0, waiting.Count(admission => admission.IsCompleted));
        _time.AdvanceTo(until.Value);
        Assert.Equal(1, waiting.Count(admission => admission.IsCompleted));
        Leave(weight: 3);
        Assert.Equal(3, waiting.Count(admission => admission.IsCompleted));
        Leave(weight: 4);
        Assert.Equal(5, waiting.Count(admission => admission.IsCompleted));
        Assert.Single(_recorder.Waits);
    }

    [Fact]
    public void Of_two_429_the_longer_wait_holds()
    {
        Task[] inFlight = [Enter(), Enter()];
        DateTimeOffset? longer = Leave(Welcome.NotNow, TimeSpan.FromSeconds(70));
        DateTimeOffset? shorter = Leave(Welcome.NotNow, TimeSpan.FromSeconds(2));

        Assert.Equal(longer, shorter);
    }

    [Fact]
    public void System_throttling_halves_what_is_in_flight()
    {
        Task[] inFlight = [.. Enumerable.Range(0, 9).Select(_ => Enter())];

        Leave(Welcome.TooMuchAtOnce, null);

        Task<Admission> next = Enter();
        for (int left = 8; left > 4; left--)
        {
            Assert.False(next.IsCompleted);
            Leave(Welcome.Unknown, null);
        }

        Leave(Welcome.Unknown, null);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_ban_sends_away_who_waits_and_who_comes_until_it_ends()
    {
        Task[] inFlight = [Enter(), Enter()];
        Leave(Welcome.NotNow, TimeSpan.FromSeconds(100));
        Task<Admission> waiting = Enter();

        DateTimeOffset until = Leave(Welcome.Banned, TimeSpan.FromHours(2))!.Value;

        Assert.Equal(new Admission(HoldKind.Ban, until), await waiting);
        _time.AdvanceTo(until.AddMilliseconds(-1));
        Assert.Equal(new Admission(HoldKind.Ban, until), await Enter());
        _time.AdvanceTo(until);
        Assert.Equal(Admission.Granted, await Enter());
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_takes_nobodys_place()
    {
        Answer(weight: 5700);
        using var cancelled = new CancellationTokenSource();
        Task<Admission> first = _governor.EnterAsync(_reporter, cancelled.Token).AsTask();
        Task<Admission> second = Enter();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(second.IsCompleted);
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
        _governor.Leave(new Departure(true, null, [new UsedWeight(Minute, 5700)], 0, 0, Welcome.Good));
        Task<Admission> next = Enter();

        Assert.False(next.IsCompleted);
        _time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(next.IsCompleted);
    }

    private Task<Admission> Enter() => _governor.EnterAsync(_reporter, CancellationToken.None).AsTask();

    private void Answer(int weight, TimeSpan exchangeAhead = default)
    {
        Assert.True(Enter().IsCompleted);
        Leave(weight, _time.Now + exchangeAhead);
    }

    private void Answer(params UsedWeight[] weights)
    {
        Assert.True(Enter().IsCompleted);
        Leave(weights);
    }

    private void Leave(params UsedWeight[] weights) => _governor.Leave(
        new Departure(true, _time.Now, weights, _time.GetTimestamp(), _time.GetTimestamp(), Welcome.Good));

    private void Leave(int weight, DateTimeOffset? date = null, long? sent = null) => _governor.Leave(
        new Departure(true, date ?? _time.Now, [new UsedWeight(Minute, weight)], sent ?? _time.GetTimestamp(), _time.GetTimestamp(), Welcome.Good));

    private DateTimeOffset? Leave(Welcome welcome, TimeSpan? holdFor) => _governor.Leave(
        new Departure(true, _time.Now, [], _time.GetTimestamp(), _time.GetTimestamp(), welcome, holdFor));
}
