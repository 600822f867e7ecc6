using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class MarginForceOrdersTests
{
    internal static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private const string DocumentedRow =
        """{"avgPrice":"0.00388359","executedQty":"31.39000000","orderId":180015097,"price":"0.00388110","qty":"31.39000000","side":"SELL","symbol":"BNBBTC","timeInForce":"GTC","updatedTime":1558941374745""";

    private readonly FakeTimeProvider _time = new(Noon);

    private (SandboxExchange Exchange, SandboxClient Client) Start(SandboxOptions? options = null)
    {
        var exchange = new SandboxExchange(options, _time);
        return (exchange, new SandboxClient(exchange, _time));
    }

    [Fact]
    public async Task The_documented_example_is_served_byte_for_byte()
    {
        (_, SandboxClient client) = Start(new SandboxOptions { OrderCount = 1, View = new() { UndocumentedField = false } });
        using HttpResponseMessage response = await client.GetAsync();
        Assert.Equal("{\"rows\":[" + DocumentedRow + "}],\"total\":1}", await SandboxClient.ReadTextAsync(response));
        Assert.Equal("application/json; charset=UTF-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_oldest_row_of_the_default_history_is_the_documented_example_with_one_field_more()
    {
        (_, SandboxClient client) = Start();
        using HttpResponseMessage response = await client.GetAsync("size=1");
        Assert.Equal("{\"rows\":[" + DocumentedRow + ",\"isIsolated\":false}],\"total\":347}", await SandboxClient.ReadTextAsync(response));
    }

    [Fact]
    public async Task The_date_is_one_of_whole_seconds_without_a_socket_too()
    {
        _time.Advance(TimeSpan.FromMilliseconds(678));
        (_, SandboxClient client) = Start(new SandboxOptions { ClockOffset = TimeSpan.FromMilliseconds(1500) });

        using HttpResponseMessage response = await client.GetAsync();

        Assert.Equal(Noon.AddSeconds(2), response.Headers.Date);
    }

    [Fact]
    public async Task A_page_has_ten_rows_when_no_size_is_asked_for()
    {
        (SandboxExchange exchange, SandboxClient client) = Start();
        (IReadOnlyList<long> ids, long total) = await client.GetPageAsync();
        Assert.Equal(exchange.Margin.Orders.Take(10).Select(order => order.OrderId), ids);
        Assert.Equal(SandboxOptions.DefaultOrderCount, total);
    }

    [Theory]
    [InlineData(SortOrder.Ascending)]
    [InlineData(SortOrder.Descending)]
    [InlineData(SortOrder.BySymbol)]
    [InlineData(SortOrder.Scrambled)]
    public async Task Pages_put_together_are_the_list(SortOrder sortOrder)
    {
        (SandboxExchange exchange, SandboxClient client) = Start(new SandboxOptions { View = new() { SortOrder = sortOrder } });
        var ids = new List<long>();
        for (int page = 1; page <= 4; page++)
        {
            ids.AddRange((await client.GetPageAsync($"current={page}&size=100")).Ids);
        }

        IEnumerable<SandboxOrder> expected = sortOrder switch
        {
            SortOrder.Ascending => exchange.Margin.Orders,
            SortOrder.Descending => exchange.Margin.Orders.Reverse(),
            SortOrder.BySymbol => exchange.Margin.Orders.OrderBy(order => order.Symbol, StringComparer.Ordinal),
            _ => [],
        };
        Assert.Equal(exchange.Margin.Orders.Select(order => order.OrderId).Order(), ids.Order());
        if (sortOrder == SortOrder.Scrambled)
        {
            Assert.NotEqual(exchange.Margin.Orders.Select(order => order.OrderId), ids);
        }
        else
        {
            Assert.Equal(expected.Select(order => order.OrderId), ids);
        }

        Assert.Equal(SandboxOptions.DefaultOrderCount, exchange.Margin.Orders.Select(order => (order.Symbol, order.OrderId)).Distinct().Count());
    }

    [Theory]
    [InlineData("current=5&size=100")]
    [InlineData("current=9223372036854775807&size=100")]
    public async Task A_page_beyond_the_end_is_empty_and_still_tells_the_total(string parameters)
    {
        (_, SandboxClient client) = Start();
        (IReadOnlyList<long> ids, long total) = await client.GetPageAsync(parameters);
        Assert.Empty(ids);
        Assert.Equal(SandboxOptions.DefaultOrderCount, total);
    }

    [Theory]
    [InlineData(SortOrder.Ascending)]
    [InlineData(SortOrder.Descending)]
    [InlineData(SortOrder.Scrambled)]
    public async Task Both_ends_of_the_window_belong_to_it(SortOrder sortOrder)
    {
        (SandboxExchange exchange, SandboxClient client) = Start(new SandboxOptions { View = new() { SortOrder = sortOrder }, OrdersPerMillisecond = 3 });
        SandboxOrder[] byTime = [.. exchange.Margin.Orders.OrderBy(order => order.UpdatedTime)];
        long start = byTime[50].UpdatedTime;
        long end = byTime[120].UpdatedTime;
        List<long> inside = [.. exchange.Margin.Orders.Where(order => order.UpdatedTime >= start && order.UpdatedTime <= end).Select(order => order.OrderId)];

        (IReadOnlyList<long> ids, long total) = await client.GetPageAsync($"startTime={start}&endTime={end}&size=100");
        Assert.Equal(inside.Order(), ids.Order());
        Assert.Equal(inside.Count, total);

        Assert.True((await client.GetPageAsync($"startTime={start + 1}&endTime={end - 1}")).Total < total);
    }

    [Fact]
    public async Task Without_a_start_the_answer_reaches_back_as_far_as_the_default_window()
    {
        (SandboxExchange exchange, SandboxClient client) = Start(new SandboxOptions { View = new() { Reach = TimeSpan.FromDays(7) } });
        long since = (Noon - TimeSpan.FromDays(7)).ToUnixTimeMilliseconds();
        Assert.Equal(exchange.Margin.Orders.Count(order => order.UpdatedTime >= since), (await client.GetPageAsync()).Total);
    }

    [Fact]
    public async Task A_longer_interval_than_allowed_is_refused()
    {
        (_, SandboxClient client) = Start(new SandboxOptions { View = new() { LongestWindow = new(TimeSpan.FromDays(30)) } });
        long end = Noon.ToUnixTimeMilliseconds();
        long start = end - (30L * 24 * 3600 * 1000);
        Assert.NotEqual(0, (await client.GetPageAsync($"startTime={start}&endTime={end}")).Total);

        using HttpResponseMessage refused = await client.GetAsync($"startTime={start - 1}&endTime={end}");
        Assert.Equal("""{"code":-1127,"msg":"More than 30 days between startTime and endTime."}""", await SandboxClient.ReadTextAsync(refused));
        Assert.Equal((400, -1127), await client.GetErrorAsync(client.Signed($"startTime={start - 1}")));
    }

    [Theory]
    [InlineData("size=0", -1130)]
    [InlineData("size=101", -1130)]
    [InlineData("current=0", -1130)]
    [InlineData("current=-1", -1100)]
    [InlineData("size=ten", -1100)]
    [InlineData("size=99999999999999999999", -1100)]
    [InlineData("endTime=", -1105)]
    [InlineData("symbol=BTCUSDT", -1104)]
    [InlineData("size=5&size=5", -1101)]
    [InlineData("startTime=2&endTime=1", -1023)]
    [InlineData("recvWindow=60001", -1131)]
    public async Task A_parameter_that_is_wrong_gets_the_documented_code(string parameters, int code)
    {
        (_, SandboxClient client) = Start();
        Assert.Equal((400, code), await client.GetErrorAsync(client.Signed(parameters)));
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_refused()
    {
        (_, SandboxClient client) = Start();
        Assert.Equal((404, -5000), await client.GetErrorAsync(client.Raw("", path: "/papi/v1/time")));
        HttpRequestMessage post = client.Signed();
        post.Method = HttpMethod.Post;
        using HttpResponseMessage response = await client.SendAsync(post);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Ping_needs_no_key()
    {
        (_, SandboxClient client) = Start();
        using HttpResponseMessage response = await client.SendAsync(client.Raw("", apiKey: null, path: SandboxExchange.PingPath));
        Assert.Equal("{}", await SandboxClient.ReadTextAsync(response));
    }
}
