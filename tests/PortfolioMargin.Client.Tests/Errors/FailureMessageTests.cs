using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>A message says what happened and what explains it. What to do is said once, by the error record.</summary>
public sealed class FailureMessageTests
{
    private const string Request = "GET /papi/v1/margin/forceOrders, tried once, 0 ms.";

    private static readonly string[] WordsOfAdvice = [" check ", " try ", " wait ", " look for ", " give ", " allow ", " ask for ", " must be "];

    public static TheoryData<string> Rows() => [.. Faults.Scripts.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_message_gives_no_advice(string fault)
    {
        string message = await MessageAfter(fault);

        Assert.All(WordsOfAdvice, word => Assert.DoesNotContain(word, message.Replace(':', ' '), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_message_begins_with_what_is_wrong_and_ends_with_the_request(string fault)
    {
        string message = await MessageAfter(fault);

        Assert.True(message.Length == 0 || char.IsUpper(message[0]) || message.StartsWith("https://", StringComparison.Ordinal), message);
        Assert.True(message.Length == 0 || message.LastIndexOf(". GET /papi/v1/margin/forceOrders, tried ", StringComparison.Ordinal) > 10, message);
    }

    [Theory]
    [InlineData("400 -1022", "The exchange rejected the signature (-1022: Words that vary). " + Request)]
    [InlineData("401 without a code", "The exchange does not accept the API key (401 Unauthorized). " + Request)]
    [InlineData("400 -1011 (this IP may not use the route)", "The exchange does not accept the API key (-1011: Words that vary). " + Request)]
    [InlineData("400 -21001 (no Portfolio Margin account)", "The account of this API key is not a Portfolio Margin account (-21001: Words that vary). " + Request)]
    [InlineData("400 -21007 (in liquidation)", "The account of this API key is in liquidation (-21007: Words that vary). " + Request)]
    [InlineData("400 51169 (a code not known)", "The exchange refused the request with a code that this version does not know (51169: Words that vary). " + Request)]
    [InlineData("400 -1127", "The window is longer than the exchange accepts (-1127: Words that vary). " + Request)]
    [InlineData("400 -1023", "The exchange rejected the time range (-1023: Words that vary). " + Request)]
    [InlineData("400 -1102", "The exchange rejected a parameter (-1102: Words that vary). " + Request)]
    [InlineData("403 with HTML", "A firewall blocked the request (403 Forbidden with an HTML page). " + Request)]
    [InlineData("202 with nothing and `x-amzn-waf-action: challenge`", "A firewall answered with a challenge for browsers (202 Accepted). " + Request)]
    [InlineData("404 with HTML", "There is no such endpoint at https://papi.binance.com (404 Not Found with an HTML page). " + Request)]
    [InlineData("404 -5000", "There is no such endpoint at https://papi.binance.com (-5000: Words that vary). " + Request)]
    [InlineData("407 (the proxy wants a credential)", "The proxy refuses to connect without a user name and password, or with these (407 Proxy Authentication Required with an HTML page). " + Request)]
    [InlineData("headers of more than 64 KiB", "The headers of the answer are larger than 64 KiB (The HTTP response headers length exceeded the set limit). " + Request)]
    [InlineData("certificate not trusted", "The certificate of https://papi.binance.com is not trusted (it is made out to another name). This cannot be overridden. " + Request)]
    [InlineData("200 with a row whose field cannot be read", "Row 1 of the exchange's answer cannot be read: field 'orderId' is \"x\", which is not a whole number of 64 bits. " + Request)]
    [InlineData(
        "301 to another host",
        "https://papi.binance.com redirects to https://elsewhere.example (301 Moved Permanently with an HTML page). Redirects are not followed, because the key must not go elsewhere. " + Request)]
    [InlineData("418 with `Retry-After: 600`", "https://papi.binance.com has banned this IP address until 2026-06-01 12:10:00 UTC (-1003: Words that vary). Nothing more is sent to it before then. " + Request)]
    [InlineData("503 with `Retry-After: 301`", "The exchange is not able to answer at the moment (503 Service Unavailable with an HTML page). It asks not to be called before 2026-06-01 12:05:01 UTC. " + Request)]
    [InlineData(
        "400 -1021 without a `Date`",
        "The exchange rejected the time that the request was signed at (-1021: Words that vary). The clock difference is unknown: the answer had no usable Date header. " + Request)]
    public async Task A_message_reads(string fault, string message) => Assert.Equal(message, await MessageAfter(fault));

    [Fact]
    public async Task A_call_under_a_ban_says_once_that_nothing_was_sent()
    {
        var world = new TransportHarness(Faults.Scripts["418 with `Retry-After: 600`"]);
        await Record.ExceptionAsync(() => world.Client().TestAsync(TestContext.Current.CancellationToken));

        Exception? second = await Record.ExceptionAsync(() => world.Client().TestAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            "https://papi.binance.com has banned this IP address until 2026-06-01 12:10:00 UTC. GET /papi/v1/margin/forceOrders was not sent.",
            second?.Message);
    }

    private static async Task<string> MessageAfter(string fault)
    {
        var world = new TransportHarness(Faults.Scripts[fault]);
        Exception? failure = await Record.ExceptionAsync(() => world.Finish(world.Client().TestAsync(TestContext.Current.CancellationToken)));
        return failure?.Message ?? "";
    }
}
