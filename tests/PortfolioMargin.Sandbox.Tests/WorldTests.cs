using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Tests;

/// <summary>What a fault script can make of a list and of what is shown of it.</summary>
public sealed class WorldTests
{
    private static readonly DateTimeOffset Noon = MarginForceOrdersTests.Noon;

    private readonly FakeTimeProvider _time = new(Noon);

    private (SandboxExchange Exchange, SandboxClient Client) Start(string script, SandboxOptions? options = null)
    {
        var exchange = new SandboxExchange((options ?? new SandboxOptions()) with { Faults = FaultScript.Parse(script) }, _time);
        return (exchange, new SandboxClient(exchange, _time));
    }

    /// <summary>Orders one a day, at noon, today's the first: order 5 is five days old.</summary>
    private static SandboxOptions Daily(int days) => new()
    {
        Orders = [.. Enumerable.Range(0, days).SelectMany(age => new[] { SandboxOrder.MarginExample, SandboxOrder.UmExample }.Select(example => example with
        {
            OrderId = age,
            CreatedTime = DaysAgo(age + 0.5),
            UpdatedTime = DaysAgo(age),
        }))],
    };

    private static long DaysAgo(double days) => Noon.AddDays(-days).ToUnixTimeMilliseconds();

    private static string Window(double from, double? to = null) =>
        to is { } end ? $"startTime={DaysAgo(from)}&endTime={DaysAgo(end)}&size=100" : $"startTime={DaysAgo(from)}&size=100";

    private static IEnumerable<long> Ages(int oldest, int newest) => Enumerable.Range(newest, oldest - newest + 1).Select(age => (long)age).Reverse();

    [Theory]
    [InlineData("empty", 1, 0)]
    [InlineData("newest", 40, 10)]
    [InlineData("oldest", 60, 30)]
    public async Task A_window_that_is_too_long_can_be_cut_in_silence(string clip, int oldest, int newest)
    {
        (_, SandboxClient client) = Start("1-:window/30d/" + clip, Daily(90));
        (IReadOnlyList<long> ids, long total) = await client.GetPageAsync(Window(60, 10));
        Assert.Equal(clip == "empty" ? [] : Ages(oldest, newest), ids);
        Assert.Equal(ids.Count, total);
        Assert.Equal(Ages(40, 10), (await client.GetPageAsync(Window(40, 10))).Ids);
    }

    [Theory]
    [InlineData("refuse", -1127, "More than 7 days between startTime and endTime.")]
    [InlineData("refuse/-4047", -4047, "Time interval must be within 0-7 days")]
    [InlineData("refuse/-6021", -6021, "Query time range too large.")]
    [InlineData("refuse/51169/Try_less!", 51169, "Try less!")]
    public async Task A_window_that_is_too_long_can_be_refused_with_any_code_and_words(string clip, int code, string words)
    {
        (_, SandboxClient client) = Start("1-:window/7d/" + clip);
        using HttpResponseMessage refused = await client.GetAsync(Window(7.001));
        Assert.Equal($$"""{"code":{{code}},"msg":"{{words}}"}""", await SandboxClient.ReadTextAsync(refused));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await client.GetPageAsync(Window(7));
    }

    [Fact]
    public async Task The_longest_window_can_change_while_a_client_reads()
    {
        (_, SandboxClient client) = Start("1-2:window/30d 3-:window/1h");
        await client.GetPageAsync(Window(29));
        Assert.Equal((400, -1127), await client.GetErrorAsync(client.Signed(Window(31))));
        Assert.Equal((400, -1127), await client.GetErrorAsync(client.Signed(Window(1))));
        await client.GetPageAsync(Window(1, 23.0 / 24));
    }

    [Fact]
    public async Task A_reach_holds_without_a_start_and_a_history_with_one_too()
    {
        (_, SandboxClient client) = Start("1-2:reach/7d 3-4:history/10d 5:history/10d/refuse 6:history/10d/empty", Daily(90));
        Assert.Equal(Ages(7, 0), (await client.GetPageAsync("size=100")).Ids);
        Assert.Equal(Ages(30, 0), (await client.GetPageAsync(Window(30))).Ids);
        Assert.Equal(Ages(10, 0), (await client.GetPageAsync("size=100")).Ids);
        Assert.Equal(Ages(10, 5), (await client.GetPageAsync(Window(30, 5))).Ids);
        Assert.Equal((400, -4166), await client.GetErrorAsync(client.Signed(Window(30, 5))));
        Assert.Empty((await client.GetPageAsync(Window(30, 5))).Ids);
    }

    [Fact]
    public async Task The_documented_reach_of_um_and_cm_can_be_lifted()
    {
        (_, SandboxClient client) = Start("1-@um:reach/none 1-@um:history/none", Daily(99));
        Assert.Equal(Ages(98, 0), await client.GetIdsAsync("limit=100", SandboxExchange.UmForceOrdersPath));
    }

    [Theory]
    [InlineData("both", 20, 10)]
    [InlineData("start", 20, 11)]
    [InlineData("end", 19, 10)]
    [InlineData("none", 19, 11)]
    public async Task The_ends_of_a_window_can_belong_to_it_or_not(string ends, int oldest, int newest)
    {
        (_, SandboxClient client) = Start("1-:ends/" + ends, Daily(30));
        Assert.Equal(Ages(oldest, newest), (await client.GetPageAsync(Window(20, 10))).Ids);
    }

    [Fact]
    public async Task A_window_can_be_about_the_time_of_creation()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("1-:filter/created 1-:update/1", Daily(3));
        (IReadOnlyList<long> ids, _) = await client.GetPageAsync(Window(1.5, 0.5));
        Assert.Equal([1, 0], ids);
        Assert.Equal(3, exchange.Margin.Orders.Count);
    }

    [Theory]
    [InlineData("newest", 29, 0)]
    [InlineData("oldest", 79, 50)]
    public async Task A_full_answer_without_pages_shows_one_end_of_the_window(string selection, int oldest, int newest)
    {
        (_, SandboxClient client) = Start("1-:full/" + selection, Daily(90));
        Assert.Equal(Ages(oldest, newest), await client.GetIdsAsync($"startTime={DaysAgo(79)}&limit=30", SandboxExchange.UmForceOrdersPath));
    }

    [Fact]
    public async Task A_full_answer_can_show_other_rows_each_time_and_a_list_another_order()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("1-2:full/random 3-4:sort/shuffled", Daily(60));
        string month = $"startTime={DaysAgo(70)}&limit=30";
        IReadOnlyList<long> first = await client.GetIdsAsync(month, SandboxExchange.UmForceOrdersPath);
        IReadOnlyList<long> second = await client.GetIdsAsync(month, SandboxExchange.UmForceOrdersPath);
        IReadOnlyList<long> third = (await client.GetPageAsync("size=100")).Ids;
        IReadOnlyList<long> fourth = (await client.GetPageAsync("size=100")).Ids;
        Assert.NotEqual(first.Order(), second.Order());
        Assert.Equal(first.OrderDescending(), first);
        Assert.NotEqual(third, fourth);
        Assert.Equal(third.Order(), fourth.Order());
        Assert.Equal(exchange.Margin.Orders.Count, third.Count);
    }

    [Fact]
    public async Task Nodes_behind_one_name_can_have_limits_of_their_own()
    {
        (_, SandboxClient client) = Start("1-:cap/50/100");
        var sizes = new List<int>();
        for (int i = 0; i < 20; i++)
        {
            sizes.Add((await client.GetPageAsync("size=100")).Ids.Count);
        }

        Assert.Equal([50, 100], sizes.Distinct().Order());
    }

    [Fact]
    public async Task A_total_can_be_stale_capped_and_text()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("1-3:total/stale/3 1-4:arrive/1 5:total/max/100 5:total/+7 6:total/text", Daily(60));
        Assert.Equal(61, (await client.GetPageAsync()).Total);
        Assert.Equal(61, (await client.GetPageAsync()).Total);
        Assert.Equal(61, (await client.GetPageAsync()).Total);
        Assert.Equal(64, (await client.GetPageAsync()).Total);
        exchange.Margin.Arrive(50);
        Assert.Equal(107, (await client.GetPageAsync()).Total);
        using HttpResponseMessage text = await client.GetAsync();
        Assert.EndsWith(",\"total\":\"114\"}", await SandboxClient.ReadTextAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_total_is_counted_anew_after_as_many_responses_as_the_script_says()
    {
        (_, SandboxClient client) = Start("1-:total/stale/2 2-:arrive/1", Daily(60));
        var totals = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            totals.Add((await client.GetPageAsync()).Total);
        }

        Assert.Equal([60, 60, 62, 62, 64], totals);
    }

    [Theory]
    [InlineData("field/avgPrice/missing", null)]
    [InlineData("field/avgPrice/null", "null")]
    [InlineData("field/avgPrice/empty", "\"\"")]
    [InlineData("field/avgPrice/=1e400", "\"1e400\"")]
    public async Task A_field_can_be_missing_null_empty_and_anything_else(string word, string? json)
    {
        (_, SandboxClient client) = Start("1-:" + word + "/2", Daily(3));
        foreach (string path in new[] { SandboxExchange.MarginForceOrdersPath, SandboxExchange.UmForceOrdersPath })
        {
            using HttpResponseMessage response = await client.GetAsync(path: path);
            using JsonDocument body = await SandboxClient.ReadJsonAsync(response);
            JsonElement rows = body.RootElement.ValueKind == JsonValueKind.Array ? body.RootElement : body.RootElement.GetProperty("rows");
            Assert.Equal(
                [json, rows[1].GetProperty("avgPrice").GetRawText(), json],
                rows.EnumerateArray().Select(row => row.TryGetProperty("avgPrice", out JsonElement value) ? value.GetRawText() : null));
            Assert.NotEqual(json, rows[1].GetProperty("avgPrice").GetRawText());
        }
    }

    [Fact]
    public async Task A_row_can_lack_its_identity_and_hold_hostile_text()
    {
        (_, SandboxClient client) = Start("1-:field/orderId/missing 1-:field/updatedTime/null 1-:field/symbol/hostile", Daily(1));
        using HttpResponseMessage response = await client.GetAsync();
        using JsonDocument body = await SandboxClient.ReadJsonAsync(response);
        JsonElement row = body.RootElement.GetProperty("rows")[0];
        Assert.False(row.TryGetProperty("orderId", out _));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("updatedTime").ValueKind);
        string symbol = row.GetProperty("symbol").GetString()!;
        Assert.All(['\u001b', '\u0007', '\u202e', '\0'], hostile => Assert.Contains(hostile, symbol));
    }

    [Fact]
    public async Task An_update_moves_an_order_to_its_new_time_and_keeps_its_id()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("2:update/2", Daily(50));
        IReadOnlyList<long> before = (await client.GetPageAsync("size=100")).Ids;
        (IReadOnlyList<long> after, long total) = await client.GetPageAsync("size=100");
        Assert.NotEqual(before, after);
        Assert.Equal(before.Order(), after.Order());
        Assert.Equal(50, total);
        Assert.Equal(DaysAgo(0), exchange.Margin.Orders[^1].UpdatedTime);
        Assert.Equal(DaysAgo(after[^1] + 0.5), exchange.Margin.Orders[^1].CreatedTime);
    }

    [Fact]
    public async Task Orders_can_expire_come_back_and_arrive_late()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("1:expire/10 2:relist/4 3:arrive/1/12h 4:expire/3", Daily(50));
        Assert.Equal(Ages(39, 0), (await client.GetPageAsync("size=100")).Ids);
        Assert.Equal(Ages(43, 0), (await client.GetPageAsync("size=100")).Ids);
        await client.GetPageAsync();
        Assert.Equal(DaysAgo(0.5), exchange.Margin.Orders[^2].UpdatedTime);
        await client.GetPageAsync();
        Assert.Equal([40L, 39L], exchange.Margin.Orders.Take(2).Select(order => order.OrderId));
    }

    [Fact]
    public async Task What_happens_can_be_a_new_number_at_each_request()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("1-:arrive/~5", Daily(1));
        var counts = new List<int> { 1 };
        for (int i = 0; i < 30; i++)
        {
            await client.GetPageAsync();
            counts.Add(exchange.Margin.Orders.Count);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], counts.Zip(counts.Skip(1), (before, after) => after - before).Distinct().Order());
    }

    [Fact]
    public async Task A_fault_for_one_market_counts_that_markets_requests_only()
    {
        (SandboxExchange exchange, SandboxClient client) = Start("2@um:-21007 1@margin:arrive/1", Daily(5));
        await client.GetPageAsync();
        await client.GetIdsAsync("", SandboxExchange.UmForceOrdersPath);
        await client.GetPageAsync();
        Assert.Equal((400, -21007), await client.GetErrorAsync(client.Signed(path: SandboxExchange.UmForceOrdersPath)));
        Assert.Equal((6, 5), (exchange.Margin.Orders.Count, exchange.Um.Orders.Count));
    }

    [Theory]
    [InlineData("-5000", 404, -5000)]
    [InlineData("51169", 400, 51169)]
    [InlineData("-21001/200", 200, -21001)]
    [InlineData("-1011", 400, -1011)]
    [InlineData("-2008", 400, -2008)]
    [InlineData("-9999/418/No_such_thing.", 418, -9999)]
    public async Task Any_code_can_be_answered_with_any_status(string word, int status, int code)
    {
        (_, SandboxClient client) = Start("1:" + word);
        Assert.Equal((status, code), await client.GetErrorAsync(client.Signed()));
    }

    [Fact]
    public async Task A_firewall_can_ask_for_a_browser_and_a_response_can_tell_any_time()
    {
        (_, SandboxClient client) = Start("1:challenge 2:date/9999-12-31T23:59:59Z 3:date/1960-01-01 4:date/none 5:headers/80 6:close");
        using HttpResponseMessage challenge = await client.GetAsync();
        Assert.Equal((202, "challenge"), ((int)challenge.StatusCode, challenge.Headers.GetValues("x-amzn-waf-action").Single()));
        Assert.Empty(await SandboxClient.ReadTextAsync(challenge));
        using HttpResponseMessage future = await client.GetAsync();
        using HttpResponseMessage past = await client.GetAsync();
        using HttpResponseMessage none = await client.GetAsync();
        Assert.Equal((9999, 1960, null), (future.Headers.Date?.Year, past.Headers.Date?.Year, none.Headers.Date?.Year));
        using HttpResponseMessage large = await client.GetAsync();
        Assert.InRange(large.Headers.Sum(header => header.Value.Sum(value => value.Length)), 80 * 1024, 100 * 1024);
        using HttpResponseMessage last = await client.GetAsync();
        Assert.True(last.Headers.ConnectionClose);
    }
}
