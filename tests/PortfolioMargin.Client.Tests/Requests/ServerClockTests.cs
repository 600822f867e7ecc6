using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

public sealed class ServerClockTests
{
    private readonly VirtualTime _time = new(VirtualTime.Noon);
    private readonly ServerClock _clock;

    public ServerClockTests() => _clock = new ServerClock(_time);

    [Theory]
    [InlineData(-3 * 3600)]
    [InlineData(-2)]
    [InlineData(5)]
    [InlineData(3 * 3600)]
    public void A_correction_takes_the_middle_of_the_headers_second_and_of_the_round_trip(int secondsOff)
    {
        DateTimeOffset sent = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(400));

        _clock.Correct(0, sent.AddSeconds(secondsOff), sent, _time.GetUtcNow());

        long expected = _time.GetUtcNow().AddSeconds(secondsOff).AddMilliseconds(500 - 200).ToUnixTimeMilliseconds();
        Assert.Equal(new SignedTimestamp(expected, 1), _clock.Stamp());
    }

    [Fact]
    public void Refusals_of_requests_signed_before_a_correction_do_not_correct_again()
    {
        DateTimeOffset now = _time.GetUtcNow();
        SignedTimestamp before = _clock.Stamp();
        _clock.Correct(before.Version, now.AddHours(1), now, now);
        SignedTimestamp corrected = _clock.Stamp();

        _clock.Correct(before.Version, now.AddHours(2), now, now);

        Assert.Equal(corrected, _clock.Stamp());
    }

    [Fact]
    public void A_second_correction_replaces_the_first()
    {
        DateTimeOffset now = _time.GetUtcNow();
        _clock.Correct(0, now.AddHours(1), now, now);
        _clock.Correct(1, now.AddHours(1), now, now);

        Assert.Equal(now.AddHours(1).AddMilliseconds(500).ToUnixTimeMilliseconds(), _clock.Stamp().Milliseconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public void A_refusal_whose_date_agrees_with_the_clock_leaves_it_alone(int secondsUnderWay)
    {
        DateTimeOffset sent = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(secondsUnderWay));

        _clock.Correct(0, _time.GetUtcNow(), sent, _time.GetUtcNow());

        Assert.Equal(new SignedTimestamp(_time.GetUtcNow().ToUnixTimeMilliseconds(), 0), _clock.Stamp());
    }

    [Fact]
    public void A_slow_refusal_is_judged_by_what_quicker_answers_have_shown()
    {
        DateTimeOffset sent = _time.GetUtcNow();
        _clock.Observe(sent.AddSeconds(3), sent, sent);
        _time.Advance(TimeSpan.FromSeconds(12));

        _clock.Correct(0, _time.GetUtcNow().AddSeconds(3), sent, _time.GetUtcNow());

        Assert.Equal(new SignedTimestamp(_time.GetUtcNow().AddSeconds(3.5).ToUnixTimeMilliseconds(), 1), _clock.Stamp());
    }

    [Fact]
    public void Dates_alone_do_not_change_what_requests_are_signed_with()
    {
        DateTimeOffset now = _time.GetUtcNow();

        _clock.Observe(now.AddSeconds(4), now, now);

        Assert.Equal(new SignedTimestamp(now.ToUnixTimeMilliseconds(), 0), _clock.Stamp());
    }

    [Theory]
    [InlineData(-4, -3.0)]
    [InlineData(0, 0)]
    [InlineData(4, 4.0)]
    public void The_exchanges_time_is_ours_moved_into_what_dates_allow(int dateOff, double expectedOff)
    {
        DateTimeOffset now = _time.GetUtcNow();

        _clock.Observe(now.AddSeconds(dateOff), now, now);

        Assert.Equal(now.AddSeconds(expectedOff), _clock.Now);
    }

    [Fact]
    public void Bounds_that_contradict_each_other_start_anew()
    {
        DateTimeOffset now = _time.GetUtcNow();
        _clock.Observe(now.AddHours(1), now, now);
        _clock.Observe(now.AddMinutes(-1), now, now);

        Assert.Equal(now.AddSeconds(-59), _clock.Now);
    }

    [Theory]
    [InlineData(-1.0, 0.0)]
    [InlineData(-0.3, 0.0)]
    [InlineData(0.2, 0.0)]
    [InlineData(0.4, 0.8)]
    [InlineData(0.5, 0.9)]
    [InlineData(2.0, 2.4)]
    [InlineData(-2.0, -1.6)]
    public void An_offset_within_the_headers_second_is_none(double dateOff, double visible)
    {
        DateTimeOffset sent = VirtualTime.Noon;
        DateTimeOffset received = sent.AddMilliseconds(200);

        TimeSpan offset = ServerClock.VisibleOffsetOf(sent.AddSeconds(dateOff), sent, received);

        Assert.Equal(visible, offset.TotalSeconds, precision: 3);
    }
}
