using Microsoft.Extensions.Time.Testing;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class WeightMeterTests
{
    private static readonly DateTimeOffset TenSecondsToNoon = MarginForceOrdersTests.Noon.AddSeconds(-10);

    private readonly FakeTimeProvider _time = new(TenSecondsToNoon);

    private SandboxClient Start(SandboxOptions options, out SandboxExchange exchange)
    {
        exchange = new SandboxExchange(options, _time);
        return new SandboxClient(exchange, _time);
    }

    private static async Task<(int Status, string Used, double? RetryAfter)> AskAsync(SandboxClient client)
    {
        using HttpResponseMessage response = await client.GetAsync();
        return ((int)response.StatusCode, response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single(), response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    [Fact]
    public async Task Weight_is_counted_by_clock_minute_and_what_goes_beyond_the_limit_is_refused()
    {
        SandboxClient client = Start(new SandboxOptions { WeightLimit = 2 }, out SandboxExchange exchange);
        Assert.Equal((200, "1", null), await AskAsync(client));
        Assert.Equal((200, "2", null), await AskAsync(client));
        Assert.Equal((429, "3", 10), await AskAsync(client));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((200, "1", null), await AskAsync(client));
        Assert.Equal([3, 1], exchange.Requests.WeightByInterval.OrderBy(interval => interval.Key).Select(interval => interval.Value));
    }

    [Fact]
    public async Task Others_behind_the_same_address_use_weight_too()
    {
        SandboxClient client = Start(new SandboxOptions { WeightLimit = 10, WeightUsedByOthers = 9 }, out _);
        Assert.Equal((200, "10", null), await AskAsync(client));
        Assert.Equal((429, "11", 10), await AskAsync(client));
    }

    [Fact]
    public async Task Who_goes_on_after_a_refusal_is_banned_and_told_until_when()
    {
        SandboxClient client = Start(new SandboxOptions { WeightLimit = 0, RequestsForgivenAfterLimit = 1 }, out _);
        Assert.Equal(429, (await AskAsync(client)).Status);
        Assert.Equal(429, (await AskAsync(client)).Status);
        using HttpResponseMessage banned = await client.GetAsync();
        Assert.Equal(418, (int)banned.StatusCode);
        Assert.Equal(120, banned.Headers.RetryAfter?.Delta?.TotalSeconds);
        string until = $"IP banned until {TenSecondsToNoon.AddMinutes(2).ToUnixTimeMilliseconds()}.";
        Assert.Contains(until, await SandboxClient.ReadTextAsync(banned), StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal((418, "1", 1), await AskAsync(client));
    }

    [Fact]
    public async Task A_second_ban_lasts_longer_than_the_first()
    {
        SandboxClient client = Start(
            new SandboxOptions { WeightLimit = 0, RequestsForgivenAfterLimit = 0, BanDurations = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7)] }, out _);
        foreach (int seconds in new[] { 3, 7, 7 })
        {
            Assert.Equal(429, (await AskAsync(client)).Status);
            (int status, _, double? retryAfter) = await AskAsync(client);
            Assert.Equal((418, (double)seconds), (status, retryAfter));
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Theory]
    [InlineData(10, "X-MBX-USED-WEIGHT-10S")]
    [InlineData(300, "X-MBX-USED-WEIGHT-5M")]
    [InlineData(86_400, "X-MBX-USED-WEIGHT-1D")]
    public async Task The_header_is_named_for_the_interval(int seconds, string header)
    {
        SandboxClient client = Start(new SandboxOptions { WeightInterval = TimeSpan.FromSeconds(seconds) }, out _);
        using HttpResponseMessage response = await client.GetAsync();
        Assert.Equal(["1"], response.Headers.GetValues(header));
    }
}
