using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Requests;

public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_attempt_has_a_fresh_timestamp_and_a_signature_of_its_own()
    {
        var world = new TransportHarness(Error(429, -1003).RetryAfter(5), Html(502), Page());

        await world.Finish(world.Client().TestAsync(Token));

        Assert.All(world.Exchange.Arrivals, arrival => Assert.Equal(arrival.At.ToUnixTimeMilliseconds(), arrival.Timestamp));
        Assert.Equal(3, world.Exchange.Arrivals.Select(arrival => arrival.Signature).Distinct().Count());
    }

    [Fact]
    public async Task The_timestamp_is_taken_after_the_wait_for_the_limit()
    {
        var world = new TransportHarness(Page(weight: 5_999), Page());
        PortfolioMarginClient client = world.Client();
        await client.TestAsync(Token);

        await world.Finish(client.TestAsync(Token));

        Assert.Equal(VirtualTime.Noon.AddSeconds(61), world.Exchange.Arrivals[1].At);
        Assert.Equal(VirtualTime.Noon.AddSeconds(61).ToUnixTimeMilliseconds(), world.Exchange.Arrivals[1].Timestamp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task As_many_retries_as_were_asked_for(int retries)
    {
        var world = new TransportHarness(Html(503));

        var failure = await Assert.ThrowsAsync<ServerUnavailableException>(() => world.Finish(world.Client(retries).TestAsync(Token)));

        Assert.Equal(retries + 1, world.Exchange.Arrivals.Count);
        Assert.Equal(retries + 1, failure.Attempts);
        Assert.Equal(world.Time.Now - VirtualTime.Noon, failure.Elapsed);
        Assert.Equal(503, failure.StatusCode);
        Assert.Null(failure.ExchangeCode);
    }

    [Fact]
    public async Task A_clock_correction_is_not_a_retry()
    {
        var world = new TransportHarness(Error(400, -1021), Page());

        await world.Client(retries: 0).TestAsync(Token);

        Assert.Equal(2, world.Exchange.Arrivals.Count);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(0.5, 250)]
    [InlineData(0.999999, 299)]
    public async Task Chance_makes_a_pause_longer_by_up_to_a_half(double chance, int milliseconds)
    {
        var world = new TransportHarness(Html(503), Page()) { Chance = chance };

        await world.Finish(world.Client().TestAsync(Token));

        Assert.Equal(milliseconds, (int)(world.Time.Now - VirtualTime.Noon).TotalMilliseconds);
    }

    [Fact]
    public async Task Pauses_grow_no_longer_than_ten_seconds()
    {
        var world = new TransportHarness(Html(503));

        await Record.ExceptionAsync(() => world.Finish(world.Client(retries: 9).TestAsync(Token)));

        IReadOnlyList<Arrival> arrivals = world.Exchange.Arrivals;
        Assert.Equal(TimeSpan.FromSeconds(10), arrivals[^1].At - arrivals[^2].At);
        Assert.Equal(TimeSpan.FromSeconds(6.4), arrivals[6].At - arrivals[5].At);
    }

    [Fact]
    public async Task A_503_that_asks_for_five_minutes_is_given_them()
    {
        var world = new TransportHarness(Html(503).RetryAfter(300), Page());

        await world.Finish(world.Client().TestAsync(Token));

        Assert.Equal(TimeSpan.FromMinutes(5), world.Time.Now - VirtualTime.Noon);
    }

    [Fact]
    public async Task A_429_of_one_client_holds_all_clients_of_the_host()
    {
        var world = new TransportHarness(Error(429, -1003).RetryAfter(5), Page());
        Task<ConnectionReport> first = world.Client().TestAsync(Token);
        Task<ConnectionReport> second = world.Client(apiKey: "AnotherKey").TestAsync(Token);

        await world.Finish(Task.WhenAll(first, second));

        Assert.All(world.Exchange.Arrivals.Skip(1), arrival => Assert.Equal(VirtualTime.Noon.AddSeconds(5), arrival.At));
        Assert.Equal(3, world.Exchange.Arrivals.Count);
    }

    [Fact]
    public async Task A_limit_that_is_used_up_for_long_fails_every_call_at_once_and_says_until_when()
    {
        var world = new TransportHarness(Error(429, -1003).RetryAfter(301));
        DateTimeOffset until = VirtualTime.Noon.AddSeconds(301);

        var first = await Assert.ThrowsAsync<RateLimitedException>(() => world.Client().TestAsync(Token));
        var second = await Assert.ThrowsAsync<RateLimitedException>(() => world.Client(apiKey: "AnotherKey").TestAsync(Token));

        Assert.Equal((until, until), (first.RetryAt, second.RetryAt));
        Assert.Equal((1, 0), (first.Attempts, second.Attempts));
        Assert.Equal((429, (int?)null), (first.StatusCode, second.StatusCode));
        Assert.Contains("2026-06-01 12:05:01 UTC", second.Message, StringComparison.Ordinal);
        Assert.EndsWith("was not sent.", second.Message, StringComparison.Ordinal);
        Assert.Single(world.Exchange.Arrivals);
    }

    [Fact]
    public async Task An_exchange_that_is_away_for_long_is_not_asked_again_and_the_message_says_until_when()
    {
        var world = new TransportHarness(Html(503).RetryAfter(301));

        var failure = await Assert.ThrowsAsync<ServerUnavailableException>(() => world.Finish(world.Client().TestAsync(Token)));

        Assert.Contains("2026-06-01 12:05:01 UTC", failure.Message, StringComparison.Ordinal);
        Assert.Equal(VirtualTime.Noon, world.Time.Now);
    }

    [Fact]
    public async Task A_ban_is_remembered_for_all_clients_and_profiles_without_another_request()
    {
        var world = new TransportHarness(Error(418, -1003).RetryAfter(3600), Page());
        DateTimeOffset until = VirtualTime.Noon.AddHours(1);

        var first = await Assert.ThrowsAsync<IpBannedException>(() => world.Client().TestAsync(Token));
        var second = await Assert.ThrowsAsync<IpBannedException>(() => world.Client(apiKey: "AnotherKey").TestAsync(Token));

        Assert.Equal((until, until), (first.BannedUntil, second.BannedUntil));
        Assert.Equal((418, (int?)null), (first.StatusCode, second.StatusCode));
        Assert.Single(world.Exchange.Arrivals);
        world.Time.AdvanceTo(until);
        await world.Client().TestAsync(Token);
        Assert.Equal(2, world.Exchange.Arrivals.Count);
    }

    [Theory]
    [InlineData("Way too many requests; IP banned until 1780318800000. Please use the websocket.", 60)]
    [InlineData("Way too much; IP banned until later.", 2)]
    [InlineData("Way too many requests; IP(1.2.3.4) banned until 9999999999999.", 3 * 24 * 60)]
    public async Task A_bans_end_is_read_from_the_message(string message, int minutes)
    {
        var world = new TransportHarness(Error(418, -1003, message));

        var failure = await Assert.ThrowsAsync<IpBannedException>(() => world.Client().TestAsync(Token));

        Assert.Equal(VirtualTime.Noon.AddMinutes(minutes), failure.BannedUntil);
    }

    [Theory]
    [InlineData(600, 60)]
    [InlineData(7200, 120)]
    public async Task A_ban_that_is_announced_twice_ends_when_the_later_announcement_says(int retryAfter, int minutes)
    {
        var world = new TransportHarness(Error(418, -1003, "Way too many requests; IP banned until 1780318800000.").RetryAfter(retryAfter));

        var failure = await Assert.ThrowsAsync<IpBannedException>(() => world.Client().TestAsync(Token));

        Assert.Equal(VirtualTime.Noon.AddMinutes(minutes), failure.BannedUntil);
    }

    [Fact]
    public async Task A_ban_that_is_announced_by_the_exchanges_clock_ends_by_ours()
    {
        var world = new TransportHarness(Error(418, -1003, "IP banned until 1780318800000.", dateError: TimeSpan.FromMinutes(30)));

        var failure = await Assert.ThrowsAsync<IpBannedException>(() => world.Client().TestAsync(Token));

        Assert.Equal(VirtualTime.Noon.AddMinutes(30), failure.BannedUntil);
    }

    [Fact]
    public async Task Two_embedded_exchanges_share_nothing()
    {
        var world = new TransportHarness(Error(418, -1003).RetryAfter(3600));
        await Assert.ThrowsAsync<IpBannedException>(() => world.Client().TestAsync(Token));
        using var other = new ScriptedHandler(world.Time, Page());

        await world.Client(exchange: other).TestAsync(Token);

        Assert.Single(other.Arrivals);
    }

    [Fact]
    public async Task A_wait_says_what_for()
    {
        var world = new TransportHarness(Html(503).RetryAfter(7), Error(429, -1003).RetryAfter(30), Page());

        await world.Finish(world.Client().TestAsync(Token));

        Assert.Equal(
            ["retrying page 1 after 503 Service Unavailable", "rate limit (429)"],
            world.Recorder.Waits.Select(wait => wait.Reason));
    }

    [Fact]
    public async Task Every_attempt_and_every_longer_wait_is_reported()
    {
        var world = new TransportHarness(
            Error(400, -1021),
            Error(503, -1008),
            Error(429, -1003).RetryAfter(5),
            Text(200, """{"rows":[],"total":41}""").With(response => response.WithWeight(17)));
        var source = new HttpPageSource<ForceOrder>(MarginForceOrders.Endpoint, world.Options(), world.Hosts, world.Hosts.HostOf(world.Options()));

        await world.Finish(source.ReadAsync(new ListRequest(default, Size: 10, Page: 3), Token));

        Assert.Equal(
            ["400 Bad Request (-1021)", "503 Service Unavailable (-1008)", "429 Too Many Requests (-1003)", null],
            world.Recorder.Requests.Select(report => report.Failure));
        Assert.Equal([1, 2, 3, 4], world.Recorder.Requests.Select(report => report.Attempt));
        Assert.Equal([6, 7, 7, 7], world.Recorder.Requests.Select(report => report.MaximumAttempts));
        RequestReport last = world.Recorder.Requests[3];
        Assert.Equal(("/papi/v1/margin/forceOrders", 3L, 5L, 0), (last.Path, last.Page, last.PageCount!.Value, last.Rows!.Value));
        Assert.Equal((17, 6000, 200), (last.UsedWeight!.Value, last.WeightLimit, last.StatusCode!.Value));
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.Single(world.Recorder.Waits).Delay);
    }
}
