using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Tests;

/// <summary>Random worlds: whatever a script says together, one response is one state of the list, and the same seed gives the same responses.</summary>
public sealed class WorldProperties
{
    private const int Worlds = 2_000;
    private const int Requests = 4;

    private static readonly Gen<string> Word = Gen.OneOf(
        "sort/descending", "sort/shuffled", "sort/scrambled", "sort/bysymbol", "filter/created", "full/oldest", "full/random", "ends/none", "ends/start",
        "window/30d/empty", "window/7d/newest", "window/30d/oldest", "reach/7d", "history/20d", "cap/50/100", "cap/3", "total/~9", "total/stale/3", "total/none",
        "total/text", "field/price/null", "arrive/~5", "expire/~5", "update/~9", "relist/~3", "arrive/1/3d");

    private static readonly Gen<(long Seed, string Script, int Count, int Days, string Path)> World = Gen.Select(
        Gen.Long[1, 1_000_000],
        Gen.Select(Gen.Int[1, 3], Word, (first, word) => $"{first}-:{word}").List[0, 6],
        Gen.Int[0, 40],
        Gen.Int[1, 60],
        Gen.OneOf(SandboxExchange.MarginForceOrdersPath, SandboxExchange.UmForceOrdersPath, SandboxExchange.CmForceOrdersPath),
        (seed, words, count, days, path) => (seed, string.Join(" ", words), count, days, path));

    private static async Task<List<(string Body, IReadOnlyList<SandboxOrder> Listed)>> ReadAsync(long seed, string script, int count, int days, string path)
    {
        var time = new FakeTimeProvider(MarginForceOrdersTests.Noon);
        using var exchange = new SandboxExchange(
            new SandboxOptions { Seed = seed, OrderCount = count, UmOrderCount = count, CmOrderCount = count, Faults = FaultScript.Parse(script), WeightLimit = 1_000_000 },
            time);
        using var client = new SandboxClient(exchange, time);
        MarketOrders list = path == SandboxExchange.MarginForceOrdersPath ? exchange.Margin : path == SandboxExchange.UmForceOrdersPath ? exchange.Um : exchange.Cm;
        var responses = new List<(string, IReadOnlyList<SandboxOrder>)>();
        for (int request = 0; request < Requests; request++)
        {
            using HttpResponseMessage response = await client.GetAsync($"startTime={time.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds()}", path);
            responses.Add((await SandboxClient.ReadTextAsync(response), list.Orders));
            time.Advance(TimeSpan.FromSeconds(7));
        }

        return responses;
    }

    [Fact]
    public Task The_rows_of_a_response_are_of_the_list_as_it_stands_and_none_is_there_twice() => World.SampleAsync(
        async world =>
        {
            foreach ((string body, IReadOnlyList<SandboxOrder> listed) in await ReadAsync(world.Seed, world.Script, world.Count, world.Days, world.Path))
            {
                using var json = JsonDocument.Parse(body);
                JsonElement rows = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement : json.RootElement.GetProperty("rows");
                List<(string, long, long)> shown = [.. rows.EnumerateArray().Select(row => (
                    row.GetProperty("symbol").GetString()!,
                    row.GetProperty("orderId").GetInt64(),
                    row.TryGetProperty("updatedTime", out JsonElement margin) ? margin.GetInt64() : row.GetProperty("updateTime").GetInt64()))];
                Assert.Equal(shown.Count, shown.Distinct().Count());
                Assert.Subset(listed.Select(order => (order.Symbol, order.OrderId, order.UpdatedTime)).ToHashSet(), shown.ToHashSet());
            }
        },
        iter: Worlds);

    [Fact]
    public Task The_same_seed_gives_the_same_responses() => World.SampleAsync(
        async world => Assert.Equal(
            (await ReadAsync(world.Seed, world.Script, world.Count, world.Days, world.Path)).Select(response => response.Body),
            (await ReadAsync(world.Seed, world.Script, world.Count, world.Days, world.Path)).Select(response => response.Body)),
        iter: Worlds / 4);
}
