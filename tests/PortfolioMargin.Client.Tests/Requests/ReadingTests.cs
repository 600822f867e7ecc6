using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>Small texts that decide much: addresses, headers, messages.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("https://papi.binance.com/papi/v1")]
    [InlineData("https://papi.binance.com/papi/v1/margin/forceOrders")]
    [InlineData("http://127.0.0.1:5000/gateway/papi/v1/")]
    public void A_base_address_with_the_endpoint_in_it_is_refused(string address)
    {
        var failure = Assert.Throws<InvalidParameterException>(() => PortfolioMarginClient.EnsureUsable(new Uri(address)));

        Assert.Contains("/papi/v1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://papi.binance.com")]
    [InlineData("https://10.0.0.1:8443/prefix/")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.8.9.10:1")]
    [InlineData("http://[::1]:8080")]
    public void A_key_may_go_over_https_or_to_this_machine(string address) => PortfolioMarginClient.EnsureUsable(new Uri(address));

    [Theory]
    [InlineData("http://papi.binance.com")]
    [InlineData("http://localhost.example")]
    [InlineData("http://128.0.0.1")]
    [InlineData("http://[::2]")]
    [InlineData("http://127.0.0.1.example/")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///x/y")]
    [InlineData("papi.binance.com")]
    [InlineData("https://me:secret@papi.binance.com")]
    public void A_key_goes_nowhere_else(string address)
    {
        var failure = Assert.Throws<InsecureBaseUriException>(() => PortfolioMarginClient.EnsureUsable(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy.example:3128")]
    [InlineData("https://proxy.example")]
    [InlineData("socks4://proxy.example:1080")]
    [InlineData("socks4a://proxy.example:1080")]
    [InlineData("SOCKS5://127.0.0.1:1080")]
    public void A_proxy_may_be_of_every_kind_the_platform_speaks_to(string address) => MakeClient(new Uri(address));

    [Theory]
    [InlineData("ftp://me:secret@proxy.example")]
    [InlineData("proxy.example:3128")]
    [InlineData("me:secret@proxy.example:3128")]
    [InlineData("proxy.example")]
    [InlineData("/proxy")]
    public void Another_proxy_is_refused_before_anything_is_sent(string address)
    {
        var failure = Assert.Throws<InvalidParameterException>(() => MakeClient(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains("-Proxy", failure.Message, StringComparison.Ordinal);
        Assert.Contains("http://", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-MBX-USED-WEIGHT-1M", "42", 60, 42, 6000)]
    [InlineData("x-mbx-used-weight-10s", "7", 10, 7, 1000)]
    [InlineData("X-Mbx-Used-Weight-2H", "7", 7200, 7, 720_000)]
    [InlineData("X-MBX-USED-WEIGHT-1D", "9", 86_400, 9, 8_640_000)]
    public void Used_weight_is_read_under_every_interval_name(string name, string value, int seconds, int weight, int limit)
    {
        Assert.True(UsedWeight.IsHeader(name));
        UsedWeight used = UsedWeight.Read(name, value)!.Value;

        Assert.Equal((TimeSpan.FromSeconds(seconds), weight, limit), (used.Interval, used.Weight, used.Limit));
    }

    [Theory]
    [InlineData("X-MBX-USED-WEIGHT-", "1")]
    [InlineData("X-MBX-USED-WEIGHT-M", "1")]
    [InlineData("X-MBX-USED-WEIGHT-1X", "1")]
    [InlineData("X-MBX-USED-WEIGHT-0M", "1")]
    [InlineData("X-MBX-USED-WEIGHT-99999D", "1")]
    [InlineData("X-MBX-USED-WEIGHT-1M", "many")]
    [InlineData("X-MBX-USED-WEIGHT-1M", "")]
    public void What_is_no_used_weight_is_passed_over(string name, string value) => Assert.Null(UsedWeight.Read(name, value));

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 1)]
    [InlineData("Mon, 01 Jun 2026 12:00:09 GMT", 9)]
    [InlineData("Mon, 01 Jun 2026 11:00:00 GMT", 1)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void Retry_after_is_read_in_seconds_and_as_a_date(string? value, int? seconds)
    {
        using var response = new HttpResponseMessage();
        if (value is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", value);
        }

        Assert.Equal(seconds, (int?)RetryAfter.Read(response.Headers, VirtualTime.Noon, _ => { })?.TotalSeconds);
    }

    [Theory]
    [InlineData("IP banned until 1780318800000.", 1780318800000L)]
    [InlineData("IP(10.20.30.40) banned until 1780318800000", 1780318800000L)]
    [InlineData("IP banned until tomorrow", null)]
    [InlineData("IP banned, code 17", null)]
    public void The_end_of_a_ban_is_read_from_its_notice(string message, long? end) => Assert.Equal(end, BanMessage.EndOf(new ApiError(-1003, message)));

    [Theory]
    [InlineData(0.25, "250 ms")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3600, "1 h")]
    [InlineData(90_000, "1 d 1 h")]
    public void Durations_are_written_for_people(double seconds, string text) => Assert.Equal(text, DisplayFormat.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(200, "200 OK")]
    [InlineData(418, "418 IP banned")]
    [InlineData(503, "503 Service Unavailable")]
    [InlineData(599, "599")]
    public void Statuses_have_their_names(int status, string text) => Assert.Equal(text, DisplayFormat.Status(status));

    private static PortfolioMarginClient MakeClient(Uri proxy) => new(
        new ClientOptions { ApiKey = TransportHarness.ApiKey, Signer = new CountingSigner(), Proxy = proxy },
        new HostRegistry(TimeProvider.System, () => 0));
}
