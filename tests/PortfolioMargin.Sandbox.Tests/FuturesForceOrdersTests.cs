using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class FuturesForceOrdersTests
{
    private const string UmRow =
        """[{"orderId":6071832819,"symbol":"BTCUSDT","status":"FILLED","clientOrderId":"autoclose-1596107620040000020","price":"10871.09","avgPrice":"10913.21000","origQty":"0.001","executedQty":"0.001","cumQuote":"10.91321","timeInForce":"IOC","type":"LIMIT","reduceOnly":false,"side":"SELL","positionSide":"BOTH","origType":"LIMIT","time":1596107620044,"updateTime":1596107620087}]""";

    private const string CmRow =
        """[{"orderId":165123080,"symbol":"BTCUSD_200925","pair":"BTCUSD","status":"FILLED","clientOrderId":"autoclose-1596542005017000006","price":"11326.9","avgPrice":"11326.9","origQty":"1","executedQty":"1","cumBase":"0.00882854","timeInForce":"IOC","type":"LIMIT","reduceOnly":false,"side":"SELL","positionSide":"BOTH","origType":"LIMIT","time":1596542005019,"updateTime":1596542005050}]""";

    private readonly FakeTimeProvider _time = new(MarginForceOrdersTests.Noon);

    public static TheoryData<string> Paths => [SandboxExchange.UmForceOrdersPath, SandboxExchange.CmForceOrdersPath];

    private static MarketOrders ListOf(SandboxExchange exchange, string path) => path == SandboxExchange.UmForceOrdersPath ? exchange.Um : exchange.Cm;

    private (SandboxExchange Exchange, SandboxClient Client) Start(SandboxOptions? options = null)
    {
        var exchange = new SandboxExchange(options, _time);
        return (exchange, new SandboxClient(exchange, _time));
    }

    private long DaysAgo(double days) => _time.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(SandboxExchange.UmForceOrdersPath, UmRow)]
    [InlineData(SandboxExchange.CmForceOrdersPath, CmRow)]
    public async Task The_documented_example_is_served_byte_for_byte(string path, string body)
    {
        var then = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(SandboxOrder.CmExample.UpdatedTime).AddHours(1));
        using var exchange = new SandboxExchange(new SandboxOptions { Orders = [SandboxOrder.UmExample, SandboxOrder.CmExample] }, then);
        using var client = new SandboxClient(exchange, then);
        using HttpResponseMessage response = await client.GetAsync(path: path);
        Assert.Equal(body, await SandboxClient.ReadTextAsync(response));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_a_start_the_seven_days_before_the_end_are_listed(string path)
    {
        (SandboxExchange exchange, SandboxClient client) = Start();
        IReadOnlyList<SandboxOrder> orders = ListOf(exchange, path).Orders;

        Assert.Equal(
            orders.Where(order => order.UpdatedTime >= DaysAgo(7)).Select(order => order.OrderId),
            await client.GetIdsAsync("limit=100", path));
        Assert.Equal(
            orders.Where(order => order.UpdatedTime >= DaysAgo(27) && order.UpdatedTime <= DaysAgo(20)).Select(order => order.OrderId),
            await client.GetIdsAsync($"limit=100&endTime={DaysAgo(20)}", path));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_response_has_fifty_rows_or_as_many_as_the_limit_says_and_they_are_the_newest(string path)
    {
        (SandboxExchange exchange, SandboxClient client) = Start();
        List<long> newest = [.. ListOf(exchange, path).Orders.Select(order => order.OrderId)];

        Assert.Equal(newest[^50..], await client.GetIdsAsync($"startTime={DaysAgo(80)}", path));
        Assert.Equal(newest[^100..], await client.GetIdsAsync($"startTime={DaysAgo(80)}&limit=100", path));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Nothing_older_than_ninety_days_is_listed(string path)
    {
        (SandboxExchange exchange, SandboxClient client) = Start(new SandboxOptions { UmOrderCount = 90, CmOrderCount = 90, FuturesSpan = TimeSpan.FromDays(120) });
        List<long> reached = [.. ListOf(exchange, path).Orders.Where(order => order.UpdatedTime >= DaysAgo(90)).Select(order => order.OrderId)];

        Assert.InRange(reached.Count, 50, 80);
        Assert.Equal(reached, await client.GetIdsAsync($"startTime={DaysAgo(121)}&limit=100", path));
        Assert.Empty(await client.GetIdsAsync($"startTime={DaysAgo(121)}&endTime={DaysAgo(91)}", path));
    }

    [Fact]
    public async Task A_symbol_and_a_type_of_closing_choose_rows()
    {
        (SandboxExchange exchange, SandboxClient client) = Start();
        string month = $"startTime={DaysAgo(30)}&limit=100";
        List<SandboxOrder> recent = [.. exchange.Um.Orders.Where(order => order.UpdatedTime >= DaysAgo(30) && order.Symbol == "币安人生USDT")];
        List<SandboxOrder> adl = [.. recent.Where(order => order.Futures!.ClientOrderId == FuturesDetails.AdlClientOrderId)];
        string symbol = "symbol=" + Uri.EscapeDataString("币安人生USDT");

        Assert.NotEmpty(adl);
        Assert.Equal(recent.Select(order => order.OrderId), await client.GetIdsAsync($"{symbol}&{month}", SandboxExchange.UmForceOrdersPath));
        Assert.Equal(adl.Select(order => order.OrderId), await client.GetIdsAsync($"{symbol}&autoCloseType=ADL&{month}", SandboxExchange.UmForceOrdersPath));
        Assert.Equal(
            recent.Except(adl).Select(order => order.OrderId),
            await client.GetIdsAsync($"{symbol}&autoCloseType=LIQUIDATION&{month}", SandboxExchange.UmForceOrdersPath));
    }

    [Theory]
    [InlineData("limit=0", -1130)]
    [InlineData("limit=101", -1130)]
    [InlineData("limit=", -1105)]
    [InlineData("symbol=NOSUCH", -1121)]
    [InlineData("symbol=btcusdt", -1121)]
    [InlineData("autoCloseType=adl", -1130)]
    [InlineData("current=1", -1104)]
    [InlineData("startTime=2&endTime=1", -1023)]
    public async Task A_parameter_that_is_wrong_gets_the_documented_code(string parameters, int code)
    {
        (_, SandboxClient client) = Start();
        Assert.Equal((400, code), await client.GetErrorAsync(client.Signed(parameters, path: SandboxExchange.UmForceOrdersPath)));
    }

    [Fact]
    public async Task A_request_weighs_twenty_with_a_symbol_and_fifty_without()
    {
        (SandboxExchange exchange, SandboxClient client) = Start(new SandboxOptions { WeightLimit = 121 });
        foreach ((string parameters, string path, int status, string used) in new[]
        {
            ("symbol=BTCUSDT", SandboxExchange.UmForceOrdersPath, 200, "20"),
            ("", SandboxExchange.CmForceOrdersPath, 200, "70"),
            ("", SandboxExchange.MarginForceOrdersPath, 200, "71"),
            ("", SandboxExchange.UmForceOrdersPath, 200, "121"),
            ("symbol=BTCUSD_PERP", SandboxExchange.CmForceOrdersPath, 429, "141"),
        })
        {
            using HttpResponseMessage response = await client.GetAsync(parameters, path);
            Assert.Equal((status, used), ((int)response.StatusCode, response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single()));
        }

        Assert.Equal([141L], exchange.Requests.WeightByInterval.Values);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Orders_look_like_orders_and_are_the_same_every_day(string path)
    {
        (SandboxExchange exchange, _) = Start();
        IReadOnlyList<SandboxOrder> orders = ListOf(exchange, path).Orders;
        _time.Advance(TimeSpan.FromHours(30));
        IReadOnlyList<SandboxOrder> tomorrow = ListOf(Start().Exchange, path).Orders;

        Assert.InRange(orders.Count, 200, 500);
        Assert.Equal(orders.Select(order => (order.Symbol, order.OrderId, order.Quantity)), tomorrow.Select(order => (order.Symbol, order.OrderId, order.Quantity)));
        Assert.Equal(orders.Count, orders.Select(order => (order.Symbol, order.OrderId)).Distinct().Count());
        Assert.Contains(orders, order => (long)(double)order.OrderId != order.OrderId);
        Assert.InRange(orders.Count(order => order.Futures!.ClientOrderId == FuturesDetails.AdlClientOrderId), orders.Count / 10, orders.Count / 3);
        Assert.All(orders, order =>
        {
            Assert.InRange(order.ExecutedQuantity, 0.00000001m, order.Quantity);
            Assert.True(order.Price > 0 && order.AveragePrice > 0 && order.Futures!.Cumulative > 0);
            Assert.InRange(order.UpdatedTime - order.CreatedTime, 1, 2_000);
        });
    }

    [Fact]
    public async Task The_documented_example_is_the_oldest_row_of_the_default_history()
    {
        (_, SandboxClient client) = Start();
        using HttpResponseMessage response = await client.GetAsync($"startTime={DaysAgo(90)}&endTime={DaysAgo(89.4)}", SandboxExchange.UmForceOrdersPath);
        using JsonDocument json = await SandboxClient.ReadJsonAsync(response);
        JsonElement oldest = json.RootElement[0];
        Assert.Equal((6071832819L, "10.91321"), (oldest.GetProperty("orderId").GetInt64(), oldest.GetProperty("cumQuote").GetString()));
        Assert.Equal(43, oldest.GetProperty("updateTime").GetInt64() - oldest.GetProperty("time").GetInt64());
    }

    [Fact]
    public void The_value_of_a_um_order_is_its_price_times_its_quantity_and_some_symbols_are_not_ascii()
    {
        (SandboxExchange exchange, _) = Start();
        Assert.All(exchange.Um.Orders.Skip(1), order => Assert.Equal(order.AveragePrice * order.ExecutedQuantity, order.Futures!.Cumulative));
        Assert.Contains(exchange.Um.Orders, order => order.Symbol.Any(letter => letter > '~'));
        Assert.All(exchange.Cm.Orders, order => Assert.Equal(decimal.Truncate(order.Quantity), order.Quantity));
    }
}
