using CsCheck;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>Headers that no exchange should send: they are ignored with one line, and no call fails or waits because of them.</summary>
public sealed class OddHeaderTests
{
    private static readonly Gen<string> DateText = Gen.OneOf(
        Gen.Const("Fri, 31 Dec 9999 23:59:59 GMT"),
        Gen.Const("Fri, 01 Jan 1960 00:00:00 GMT"),
        Gen.Const("Sun, 01 Jan 2017 00:00:00 GMT"),
        Gen.Const("Thu, 31 Dec 2099 23:59:59 GMT"),
        Gen.Const("Mon, 01 Jan 0001 00:00:00 GMT"),
        Gen.Const("yesterday"),
        Gen.Int[-400, 400].Select(minutes => VirtualTime.Noon.AddMinutes(minutes).ToString("R")));

    private static readonly Gen<string> RetryAfterText = Gen.OneOf(
        DateText, Gen.Int[-5, 700].Select(seconds => seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        OneOf("2147483647", "2147483648", "99999999999999999999", "-1", "1e9", "∞"));

    private static readonly Gen<(string Name, string Value)> Header = Gen.OneOf(
        DateText.Select(text => ("Date", text)),
        RetryAfterText.Select(text => ("Retry-After", text)),
        Gen.Select(OneOf("1M", "1m", "1S", "10S", "1H", "1D", "2D", "1000D", "0M", "-1M", "M", "99999999999S"), OneOf("0", "1", "5999", "6001", "-7", "2147483647", "99999999999", "NaN"))
            .Select((interval, weight) => ("X-MBX-USED-WEIGHT-" + interval, weight)));

    private static readonly Gen<Step> Odd = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(Page())),
            (1, Gen.Const(Error(429, -1003))),
            (1, Gen.Const(Error(418, -1003, "IP banned until 99999999999999. Please wait."))),
            (1, Gen.Const(Error(400, -1021))),
            (1, Gen.Const(Error(503, -1008)))),
        Header.Array[0, 5]).Select((step, headers) => step.With(response =>
        {
            foreach ((string name, string value) in headers)
            {
                response.Headers.Remove(name);
                response.Headers.TryAddWithoutValidation(name, value);
            }
        }));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Twenty_four_callers_are_all_answered_whatever_the_headers_say() =>
        Odd.Array[1, 60].SampleAsync(
            async steps =>
            {
                var harness = new TransportHarness(steps);
                Task<Exception?>[] calls = [.. Enumerable.Range(0, 24).Select(_ => Outcome(harness.Client(retries: 2)))];

                Exception?[] outcomes = await harness.Finish(Task.WhenAll(calls));

                Assert.All(outcomes, outcome => Assert.True(outcome is null or RequestException, outcome?.ToString()));
            },
            iter: 300);

    private static async Task<Exception?> Outcome(PortfolioMarginClient client)
    {
        try
        {
            await client.TestAsync(Token);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    [Theory]
    [InlineData("Date", "Fri, 31 Dec 9999 23:59:59 GMT", "Date")]
    [InlineData("Date", "Fri, 01 Jan 1960 00:00:00 GMT", "Date")]
    [InlineData("Date", "yesterday", "Date")]
    [InlineData("Retry-After", "259201", "Retry-After")]
    [InlineData("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", "Retry-After")]
    [InlineData("X-MBX-USED-WEIGHT-1M", "-1", "X-MBX-USED-WEIGHT")]
    [InlineData("X-MBX-USED-WEIGHT-1M", "600001", "X-MBX-USED-WEIGHT")]
    [InlineData("X-MBX-USED-WEIGHT-25H", "1", "X-MBX-USED-WEIGHT")]
    public async Task An_odd_header_is_ignored_with_one_line(string name, string value, string told)
    {
        void Change(HttpResponseMessage response)
        {
            response.Headers.Remove(name);
            response.Headers.TryAddWithoutValidation(name, value);
        }

        var harness = new TransportHarness(Error(503, -1001).With(Change), Page().With(Change));

        await harness.Finish(harness.Client().TestAsync(Token));

        Assert.Equal(2, harness.Exchange.Arrivals.Count);

        string notice = Assert.Single(harness.Recorder.Notices);
        Assert.Contains(told, notice, StringComparison.Ordinal);
        Assert.DoesNotContain(value, notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("259201")]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task An_impossible_wait_after_a_429_is_none_and_the_next_minute_is_waited_for(string retryAfter)
    {
        var harness = new TransportHarness(
            Error(429, -1003).With(response => response.Headers.TryAddWithoutValidation("Retry-After", retryAfter)), Page());

        await harness.Finish(harness.Client().TestAsync(Token));

        Assert.Equal(TimeSpan.FromSeconds(61), harness.Exchange.Arrivals[1].At - harness.Exchange.Arrivals[0].At);
    }

    [Fact]
    public async Task A_ban_that_is_announced_for_more_than_three_days_is_believed_for_three_days()
    {
        var harness = new TransportHarness(Error(418, -1003, "IP banned until 99999999999999. Please wait."), Page());

        var banned = await Assert.ThrowsAsync<IpBannedException>(() => harness.Client().TestAsync(Token));

        Assert.Equal(harness.Time.Now.AddDays(3), banned.BannedUntil);
    }

    [Fact]
    public async Task An_odd_date_in_a_refusal_of_the_timestamp_does_not_set_the_clock()
    {
        var harness = new TransportHarness(
            Error(400, -1021).With(response => response.Headers.Date = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)), Page());

        await Assert.ThrowsAsync<ClockSkewException>(() => harness.Client().TestAsync(Token));
        await harness.Client().TestAsync(Token);

        Assert.Equal(harness.Time.Now.ToUnixTimeMilliseconds(), harness.Exchange.Arrivals[1].Timestamp);
    }
}
