using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Server;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class ServerFaultTests
{
    public static TheoryData<bool> Protocols => [false, true];

    private static async Task RunAsync(string script, bool tls, Func<SandboxClient, SandboxExchange, Task> test)
    {
        var time = new FakeTimeProvider(MarginForceOrdersTests.Noon);
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse(script) }, time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        using SandboxClient client = SandboxServerTests.Connect(server, time);
        await test(client, exchange);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task A_reset_reaches_the_client_before_and_within_the_answer(bool tls) => RunAsync("1:reset 2:half", tls, async (client, _) =>
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync());
        using HttpResponseMessage response = await client.GetAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => SandboxClient.ReadTextAsync(response));
        await client.GetPageAsync();
    });

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task A_stalled_body_sends_its_half_and_is_let_go_when_the_client_leaves(bool tls) => RunAsync("1:stall", tls, async (client, exchange) =>
    {
        using HttpResponseMessage response = await client.GetAsync();
        using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.InRange(await body.ReadAsync(new byte[1024], TestContext.Current.CancellationToken), 1, 1024);
        Assert.Equal(1, exchange.Requests.InFlight);
        response.Dispose();
        await exchange.Requests.WhenIdleAsync(TestContext.Current.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task A_request_without_an_answer_is_let_go_when_the_client_leaves(bool tls) => RunAsync("1:hang", tls, async (client, exchange) =>
    {
        using var giveUp = new CancellationTokenSource();
        Task<HttpResponseMessage> waiting = client.SendUntilAsync(client.Signed(), giveUp.Token);
        await exchange.Requests.WhenReceivedAsync(1, TestContext.Current.CancellationToken);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await exchange.Requests.WhenIdleAsync(TestContext.Current.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task Statuses_headers_and_empty_answers_come_through(bool tls) => RunAsync("1:429/2 2:204 3:302 4:403 5:empty", tls, async (client, _) =>
    {
        using HttpResponseMessage limited = await client.GetAsync();
        using HttpResponseMessage nothing = await client.GetAsync();
        using HttpResponseMessage moved = await client.GetAsync();
        using HttpResponseMessage firewall = await client.GetAsync();
        using HttpResponseMessage empty = await client.GetAsync();
        Assert.Equal([429, 204, 302, 403, 200], new[] { limited, nothing, moved, firewall, empty }.Select(response => (int)response.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(2), limited.Headers.RetryAfter?.Delta);
        Assert.NotNull(moved.Headers.Location);
        Assert.Equal("text/html", firewall.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, empty.Content.Headers.ContentLength);
    });
}
