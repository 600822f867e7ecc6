using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>How many requests are in flight at once.</summary>
public sealed class ConcurrencyTests
{
    private static readonly Version Http11 = new(1, 1);
    private static readonly Version Http2 = new(2, 0);

    private readonly VirtualTime _time = new(VirtualTime.Noon.AddSeconds(5));
    private readonly RateLimiter _rateLimiter;
    private readonly Queue<Task<AcquireResult>> _waiting = new();
    private readonly Queue<AcquireResult> _inFlight = new();

    public ConcurrencyTests() => _rateLimiter = new RateLimiter(_time, needsConnection: true);

    [Fact]
    public void While_no_connection_is_open_one_request_goes_first()
    {
        Ask(100);

        Assert.Single(_inFlight);
    }

    [Fact]
    public void A_set_up_that_takes_longer_than_two_seconds_does_not_keep_the_others_waiting()
    {
        Ask(100);

        Advance(TimeSpan.FromSeconds(1.999));
        Assert.Single(_inFlight);
        Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(8, _inFlight.Count);
    }

    [Fact]
    public void When_the_first_request_finds_no_server_the_next_one_goes_alone()
    {
        Ask(100);

        Answer(ServerSignal.Unknown, version: null);

        Assert.Single(_inFlight);
    }

    [Fact]
    public void Over_http_2_the_limit_starts_at_sixteen_and_doubles_with_each_round_up_to_sixty_four()
    {
        Ask(1000);

        Round(Http2);
        Assert.Equal(16, _inFlight.Count);
        Round(Http2);
        Assert.Equal(32, _inFlight.Count);
        Round(Http2);
        Assert.Equal(64, _inFlight.Count);
        Round(Http2);
        Assert.Equal(64, _inFlight.Count);
    }

    [Fact]
    public void Over_http_1_1_eight_are_in_flight_at_most()
    {
        Ask(1000);

        for (int round = 0; round < 5; round++)
        {
            Round(Http11);
            Assert.Equal(8, _inFlight.Count);
        }
    }

    [Fact]
    public void No_more_are_in_flight_than_the_server_has_streams_for()
    {
        Ask(1000);
        _rateLimiter.ObserveStreamLimit(10);

        Round(Http2);
        Round(Http2);

        Assert.Equal(10, _inFlight.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stop_that_was_seen_on_the_wire_holds_everything_until_it_is_read(bool isRead)
    {
        Ask(40);
        Round(Http2);

        _rateLimiter.Suspend();
        Assert.True(_rateLimiter.IsStopped);
        Answer(ServerSignal.Accepted, Http2);
        Assert.Equal(15, _inFlight.Count);
        if (isRead)
        {
            Answer(ServerSignal.RateLimited, Http2);
            Advance(TimeSpan.FromSeconds(9));
            Assert.Equal(14, _inFlight.Count);
            return;
        }

        Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(16, _inFlight.Count);
    }

    [Fact]
    public void What_was_seen_on_the_wire_ends_with_the_pause_that_it_turns_out_to_be()
    {
        Ask(2);
        _rateLimiter.Suspend();
        long now = _time.GetTimestamp();
        _rateLimiter.Complete(
            _inFlight.Dequeue(), new ResponseFeedback(true, _time.Now, [], now, now, ServerSignal.RateLimited, TimeSpan.FromSeconds(1), Http2));

        Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_inFlight);
    }

    [Fact]
    public void One_response_over_http_1_1_holds_the_limit_down_for_a_minute()
    {
        Ask(1000);
        Round(Http2);
        Answer(ServerSignal.Accepted, Http11);

        for (int count = 0; count < 20; count++)
        {
            Answer(ServerSignal.Accepted, Http2);
        }

        Assert.Equal(8, _inFlight.Count);
        Advance(TimeSpan.FromSeconds(61));
        Answer(ServerSignal.Accepted, Http2);
        Assert.True(_inFlight.Count >= 16);
    }

    [Fact]
    public void A_limit_that_is_not_made_use_of_does_not_rise()
    {
        Ask(1);
        for (int count = 0; count < 200; count++)
        {
            Round(Http2);
            Ask(1);
        }

        Ask(100);

        Assert.Equal(16, _inFlight.Count);
    }

    [Fact]
    public void After_a_minute_without_a_response_one_request_goes_first_again()
    {
        Ask(20);
        Round(Http2);
        while (_inFlight.Count > 0)
        {
            Round(Http2);
        }

        Advance(TimeSpan.FromSeconds(55));
        Ask(20);

        Assert.Single(_inFlight);
        Round(Http2);
        Assert.Equal(19, _inFlight.Count);
    }

    [Fact]
    public void Overload_halves_the_limit_once_for_all_requests_that_were_in_flight_together()
    {
        Ask(1000);
        Round(Http2);

        for (int count = 0; count < 16; count++)
        {
            Answer(ServerSignal.Overloaded, Http2);
        }

        Assert.Equal(8, _inFlight.Count);
    }

    [Fact]
    public void After_an_overload_the_limit_rises_by_one_with_each_round()
    {
        Ask(1000);
        Round(Http2);
        for (int count = 0; count < 16; count++)
        {
            Answer(ServerSignal.Overloaded, Http2);
        }

        Round(Http2);
        Assert.Equal(9, _inFlight.Count);
        Round(Http2);
        Assert.Equal(10, _inFlight.Count);
    }

    [Fact]
    public void After_a_429_the_limit_doubles_from_one_up_to_half_of_what_it_was()
    {
        Ask(1000);
        Round(Http2);
        for (int count = 0; count < 16; count++)
        {
            Answer(ServerSignal.RateLimited, Http2);
        }

        Assert.Empty(_inFlight);
        Advance(TimeSpan.FromSeconds(10));
        foreach (int expected in new[] { 1, 2, 4, 8, 9, 10 })
        {
            Assert.Equal(expected, _inFlight.Count);
            Round(Http2);
        }
    }

    [Theory]
    [InlineData(50, 120, 64)]
    [InlineData(50, 199, 64)]
    [InlineData(50, 201, 32)]
    [InlineData(300, 690, 64)]
    [InlineData(300, 710, 32)]
    public void A_latency_that_has_more_than_doubled_for_a_whole_round_halves_the_limit(int before, int after, int expected)
    {
        Ask(1000);
        Round(Http2, TimeSpan.FromMilliseconds(before));
        RoundOf(128, TimeSpan.FromMilliseconds(before));
        Assert.Equal(64, _inFlight.Count);

        // The first of these may belong to a round that began with quicker ones; the last ones leave only what the limit allows.
        RoundOf(127 + 40, TimeSpan.FromMilliseconds(after));

        Assert.InRange(_inFlight.Count, expected, expected + 2);
    }

    [Fact]
    public void A_way_that_has_become_longer_halves_the_limit_only_once()
    {
        Ask(2000);
        Round(Http2, TimeSpan.FromMilliseconds(50));
        for (int round = 0; round < 3; round++)
        {
            RoundOf(_inFlight.Count, TimeSpan.FromMilliseconds(50));
        }

        for (int round = 0; round < 6; round++)
        {
            RoundOf(_inFlight.Count, TimeSpan.FromMilliseconds(400));
        }

        Assert.InRange(_inFlight.Count, 32, 40);
    }

    [Fact]
    public void One_slow_response_among_quick_ones_changes_nothing()
    {
        Ask(1000);
        Round(Http2, TimeSpan.FromMilliseconds(50));
        for (int round = 0; round < 4; round++)
        {
            Answer(ServerSignal.Accepted, Http2, TimeSpan.FromSeconds(3));
            RoundOf(_inFlight.Count, TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(64, _inFlight.Count);
    }

    [Fact]
    public void Heavy_requests_that_take_longer_than_light_ones_change_nothing()
    {
        Ask(1);
        Round(Http2, TimeSpan.FromMilliseconds(5));
        Ask(40, weight: 1);
        for (int count = 0; count < 40; count++)
        {
            Answer(ServerSignal.Accepted, Http2, TimeSpan.FromMilliseconds(5));
        }

        Ask(80, weight: 20);
        int before = _inFlight.Count;
        for (int count = 0; count < 70; count++)
        {
            Answer(ServerSignal.Accepted, Http2, TimeSpan.FromMilliseconds(900));
        }

        Ask(200, weight: 20);
        Assert.True(_inFlight.Count >= before);
    }

    /// <summary>Requests that the exchange takes in without connections: the embedded exchange.</summary>
    [Fact]
    public void Without_connections_sixteen_go_at_once()
    {
        var embedded = new RateLimiter(_time, needsConnection: false);

        Task<AcquireResult>[] all = [.. Enumerable.Range(0, 20).Select(_ => embedded.AcquireAsync(1, null, CancellationToken.None).AsTask())];

        Assert.Equal(16, all.Count(permit => permit.IsCompleted));
    }

    private void Ask(int count, int weight = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _waiting.Enqueue(_rateLimiter.AcquireAsync(weight, null, CancellationToken.None).AsTask());
        }

        Collect();
    }

    /// <summary>Answers all that are in flight now.</summary>
    private void Round(Version version, TimeSpan latency = default)
    {
        for (int left = _inFlight.Count; left > 0; left--)
        {
            Answer(ServerSignal.Accepted, version, latency);
        }
    }

    private void RoundOf(int count, TimeSpan latency)
    {
        for (int left = count; left > 0; left--)
        {
            Answer(ServerSignal.Accepted, Http2, latency);
        }
    }

    private void Answer(ServerSignal signal, Version? version, TimeSpan latency = default)
    {
        long received = _time.GetTimestamp();
        DateTimeOffset? date = version is null ? null : _time.Now;
        TimeSpan? stopFor = signal == ServerSignal.RateLimited ? TimeSpan.FromSeconds(10) : null;
        _rateLimiter.Complete(
            _inFlight.Dequeue(),
            new ResponseFeedback(true, date, [], _time.TimestampBefore(latency), received, signal, stopFor, version));
        Collect();
    }

    private void Advance(TimeSpan by)
    {
        _time.Advance(by);
        Collect();
    }

    private void Collect()
    {
        while (_waiting.TryPeek(out Task<AcquireResult>? first) && first.IsCompleted)
        {
            _inFlight.Enqueue(_waiting.Dequeue().Result);
        }
    }
}
