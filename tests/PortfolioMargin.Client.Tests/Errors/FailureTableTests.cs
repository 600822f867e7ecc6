using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Tests.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>What the table says besides what docs/reliability.md shows: when a shorter window is worth a try, and what the rate limiter learns.</summary>
public sealed class FailureTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, -1127)]
    [InlineData(400, -4047)]
    [InlineData(400, -4166)]
    [InlineData(400, -6021)]
    [InlineData(400, -1130)]
    [InlineData(400, -1102)]
    [InlineData(400, -1199)]
    [InlineData(400, -9876)]
    [InlineData(400, 51169)]
    [InlineData(404, -9876)]
    [InlineData(422, -9876)]
    [InlineData(200, -9876)]
    public async Task A_refusal_that_may_be_about_the_windows_length_says_so(int status, int code) =>
        Assert.True((await FailureAfter(Error(status, code))).ShorterWindowMayHelp);

    [Theory]
    [InlineData(400, -1000)]
    [InlineData(400, -1002)]
    [InlineData(400, -1003)]
    [InlineData(503, -1008)]
    [InlineData(400, -1011)]
    [InlineData(400, -1021)]
    [InlineData(400, -1022)]
    [InlineData(400, -1023)]
    [InlineData(400, -2008)]
    [InlineData(401, -2014)]
    [InlineData(401, -2015)]
    [InlineData(404, -5000)]
    [InlineData(400, -21001)]
    [InlineData(400, -21007)]
    [InlineData(401, -9876)]
    [InlineData(403, -9876)]
    [InlineData(418, -9876)]
    [InlineData(429, -9876)]
    [InlineData(500, -9876)]
    public async Task A_refusal_with_another_cause_does_not(int status, int code) =>
        Assert.False((await FailureAfter(Error(status, code))).ShorterWindowMayHelp);

    [Fact]
    public async Task What_is_no_refusal_does_not_either()
    {
        Step[] others = [Html(400), Html(404), Html(302), Html(407), Html(200), Text(200, "{}"), Stalls(), Throws(new HttpRequestException("x"))];

        Assert.All(await Task.WhenAll(others.Select(FailureAfter)), failure => Assert.False(failure.ShorterWindowMayHelp));
    }

    [Theory]
    [InlineData(418, -1, nameof(ServerSignal.Banned))]
    [InlineData(429, -1, nameof(ServerSignal.RateLimited))]
    [InlineData(400, -1003, nameof(ServerSignal.RateLimited))]
    [InlineData(503, -1008, nameof(ServerSignal.Overloaded))]
    [InlineData(500, -1, nameof(ServerSignal.Unknown))]
    [InlineData(400, -1022, nameof(ServerSignal.Unknown))]
    [InlineData(403, -1, nameof(ServerSignal.Unknown))]
    [InlineData(418, -1102, nameof(ServerSignal.Banned))]
    [InlineData(429, -1102, nameof(ServerSignal.RateLimited))]
    public void The_rate_limiter_learns_of_limits_bans_and_overload(int status, int code, string signal) =>
        Assert.Equal(signal, FailureTable.RuleFor(new Failure { StatusCode = status, ApiError = new ApiError(code, "") }).Signal.ToString());

    [Theory]
    [InlineData(-1099, typeof(RequestRefusedException))]
    [InlineData(-1100, typeof(ParameterRefusedException))]
    [InlineData(-1199, typeof(ParameterRefusedException))]
    [InlineData(-1200, typeof(RequestRefusedException))]
    public async Task The_codes_of_parameters_are_those_of_the_eleven_hundreds(int code, Type expected) =>
        Assert.IsType(expected, await FailureAfter(Error(400, code)));

    [Fact]
    public async Task A_refusal_of_another_code_whose_words_speak_of_a_ban_is_none() =>
        Assert.IsType<ParameterRefusedException>(await FailureAfter(Error(400, -1102, "Parameter 'banned' was sent.")));

    [Fact]
    public void A_firewalls_challenge_does_not_hide_what_the_exchange_itself_says() =>
        Assert.Equal(RetryAction.WaitForLimit, FailureTable.RuleFor(new Failure { StatusCode = 429, ApiError = new ApiError(-1003, ""), IsFirewallChallenge = true }).Action);

    private static async Task<RequestException> FailureAfter(Step step)
    {
        var world = new TransportHarness(step);
        return await Assert.ThrowsAnyAsync<RequestException>(() => world.Finish(world.Client(retries: 0).TestAsync(Token)));
    }
}
