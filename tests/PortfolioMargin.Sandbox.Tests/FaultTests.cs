using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class FaultTests
{
    private readonly FakeTimeProvider _time = new(MarginForceOrdersTests.Noon);

    private SandboxClient Start(string script, out SandboxExchange exchange)
    {
        exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse(script), RequestsForgivenAfterLimit = 0 }, _time);
        return new SandboxClient(exchange, _time);
    }

    private SandboxClient Start(string script) => Start(script, out _);

    [Theory]
    [InlineData("403", 403, "text/html", "<html>")]
    [InlineData("500", 500, "application/json", "Request occur unknown error.")]
    [InlineData("502", 502, "text/html", "<html>")]
    [InlineData("503", 503, "application/json", "Service Unavailable.")]
    [InlineData("503/unknown", 503, "application/json", "Unknown error, please check your request or try again later.")]
    [InlineData("503/internal", 503, "application/json", "Internal error; unable to process your request. Please try again.")]
    [InlineData("503/throttled", 503, "application/json", "{\"code\":-1008,")]
    [InlineData("504", 504, "text/html", "<html>")]
    [InlineData("-1016", 503, "application/json", "{\"code\":-1016,")]
    [InlineData("-1121", 400, "application/json", "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")]
    [InlineData("-2015", 401, "application/json", "{\"code\":-2015,")]
    [InlineData("nojson", 200, "application/json", "upstream connect error")]
    [InlineData("html", 200, "text/html", "<html>")]
    [InlineData("wrongtype", 200, "text/plain", "{\"rows\":[{")]
    [InlineData("204", 204, null, "")]
    [InlineData("empty", 200, "application/json", "")]
    public async Task An_answer_can_be_anything_once_and_is_right_again_after(string fault, int status, string? contentType, string body)
    {
        SandboxClient client = Start("1:" + fault);
        using HttpResponseMessage response = await client.GetAsync();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        string text = await SandboxClient.ReadTextAsync(response);
        Assert.Contains(body, text, StringComparison.Ordinal);
        Assert.Equal(body.Length == 0, text.Length == 0);
        Assert.True(response.Headers.Contains("X-MBX-USED-WEIGHT-1M"));
        await client.GetPageAsync();
    }

    [Fact]
    public async Task Retry_after_comes_in_seconds_as_a_date_and_not_at_all()
    {
        SandboxClient client = Start("1:429/2 2:429/@2 3:429 4:418/300");
        using HttpResponseMessage seconds = await client.GetAsync();
        using HttpResponseMessage date = await client.GetAsync();
        using HttpResponseMessage none = await client.GetAsync();
        using HttpResponseMessage banned = await client.GetAsync();
        Assert.Equal(TimeSpan.FromSeconds(2), seconds.Headers.RetryAfter?.Delta);
        Assert.InRange(date.Headers.RetryAfter!.Date!.Value, MarginForceOrdersTests.Noon.AddSeconds(2), MarginForceOrdersTests.Noon.AddSeconds(3));
        Assert.Null(none.Headers.RetryAfter);
        Assert.Equal((418, TimeSpan.FromSeconds(300)), ((int)banned.StatusCode, banned.Headers.RetryAfter?.Delta));
        await client.GetPageAsync();
    }

    [Fact]
    public async Task A_scripted_limit_and_a_scripted_ban_hold_for_those_that_follow()
    {
        SandboxClient client = Start("1:limit/5 3:ban/60");
        Assert.Equal((429, -1003), await client.GetErrorAsync(client.Signed()));
        _time.Advance(TimeSpan.FromSeconds(5));
        await client.GetPageAsync();
        Assert.Equal((418, -1003), await client.GetErrorAsync(client.Signed()));
        Assert.Equal((418, -1003), await client.GetErrorAsync(client.Signed()));
        _time.Advance(TimeSpan.FromSeconds(60));
        await client.GetPageAsync();
    }

    [Fact]
    public async Task A_redirect_points_elsewhere()
    {
        SandboxClient client = Start("1:302 2:307/https://a.invalid/x?y=1");
        using HttpResponseMessage first = await client.GetAsync();
        using HttpResponseMessage second = await client.GetAsync();
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.EndsWith(".invalid", first.Headers.Location?.Host, StringComparison.Ordinal);
        Assert.Equal("https://a.invalid/x?y=1", second.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_request_without_an_answer_ends_when_it_is_cancelled()
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("1:hang"), RequestLogCapacity = 1 }, _time);
        using var client = new SandboxClient(exchange, _time);
        using var giveUp = new CancellationTokenSource();
        Task<HttpResponseMessage> waiting = client.SendUntilAsync(client.Signed(), giveUp.Token);
        Assert.Equal(1, exchange.Requests.InFlight);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, exchange.Requests.InFlight);
        Assert.Null(Assert.Single(exchange.Requests.Received).Status);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_when_the_read_is_cancelled()
    {
        SandboxClient client = Start("1:stall", out SandboxExchange exchange);
        using HttpResponseMessage response = await client.GetAsync();
        using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[64 * 1024];
        Assert.InRange(await body.ReadAsync(buffer, TestContext.Current.CancellationToken), 1, (int)response.Content.Headers.ContentLength!.Value - 1);

        using var giveUp = new CancellationTokenSource();
        ValueTask<int> stalled = body.ReadAsync(buffer, giveUp.Token);
        Assert.False(stalled.IsCompleted);
        Assert.Equal(1, exchange.Requests.InFlight);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stalled);
        response.Dispose();
        Assert.Equal(0, exchange.Requests.InFlight);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_when_a_buffering_request_is_cancelled()
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.None.At(1, Fault.StalledBody) }, _time);
        using var client = new SandboxClient(exchange, _time);
        using var http = new HttpClient(exchange, disposeHandler: false);
        using var giveUp = new CancellationTokenSource();
        Task<HttpResponseMessage> waiting = http.SendAsync(client.Signed(), HttpCompletionOption.ResponseContentRead, giveUp.Token);
        Assert.False(waiting.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_connection_can_be_reset_before_the_answer_and_within_the_body()
    {
        SandboxClient client = Start("1:reset 2:half");
        HttpRequestException before = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync());
        Assert.IsType<IOException>(before.InnerException);

        using HttpResponseMessage response = await client.GetAsync();
        using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var half = new MemoryStream();
        await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(half, TestContext.Current.CancellationToken));
        Assert.Equal(response.Content.Headers.ContentLength / 2, half.Length);
    }

    [Fact]
    public async Task A_body_can_be_cut_without_a_trace()
    {
        SandboxClient client = Start("1:cut");
        using HttpResponseMessage response = await client.GetAsync();
        string text = await SandboxClient.ReadTextAsync(response);
        Assert.Equal(text.Length, response.Content.Headers.ContentLength);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
    }

    [Fact]
    public async Task The_total_can_be_wrong_missing_and_another_each_time()
    {
        SandboxClient client = Start("1:total/5 2:total/+3 3:total/-347 4:total/none 5-9:total/~20");
        Assert.Equal(5, (await client.GetPageAsync()).Total);
        Assert.Equal(350, (await client.GetPageAsync()).Total);
        Assert.Equal(0, (await client.GetPageAsync()).Total);
        using HttpResponseMessage missing = await client.GetAsync();
        using JsonDocument json = await SandboxClient.ReadJsonAsync(missing);
        Assert.False(json.RootElement.TryGetProperty("total", out _));

        var totals = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            totals.Add((await client.GetPageAsync()).Total);
        }

        Assert.True(totals.Distinct().Count() > 1);
        Assert.All(totals, total => Assert.InRange(total, 327, 367));
    }

    [Fact]
    public async Task A_capped_size_moves_the_pages_and_a_short_page_loses_rows()
    {
        SandboxClient client = Start("1-2:cap/50 3:short/2", out SandboxExchange exchange);
        var ids = exchange.Margin.Orders.Select(order => order.OrderId).ToList();
        Assert.Equal(ids.Take(50), (await client.GetPageAsync("size=100")).Ids);
        Assert.Equal(ids.Skip(50).Take(50), (await client.GetPageAsync("size=100&current=2")).Ids);
        Assert.Equal(ids.Skip(100).Take(2), (await client.GetPageAsync("size=100&current=2")).Ids);
    }

    [Fact]
    public async Task Orders_arrive_and_expire_just_before_the_request_named()
    {
        SandboxClient client = Start("2:arrive/7 3:expire/5 3:503");
        Assert.Equal(347, (await client.GetPageAsync()).Total);
        Assert.Equal(354, (await client.GetPageAsync()).Total);
        Assert.Equal(503, (await client.GetErrorAsync(client.Signed())).Status);
        Assert.Equal(349, (await client.GetPageAsync()).Total);
    }

    [Fact]
    public async Task The_clock_can_jump()
    {
        SandboxClient client = Start("2:clock/-3600");
        await client.GetPageAsync();
        Assert.Equal((400, -1021), await client.GetErrorAsync(client.Signed()));
    }

    [Theory]
    [InlineData("1:slow/250", 0)]
    [InlineData("", 250)]
    public async Task An_answer_takes_its_time_by_the_given_clock(string script, int latency)
    {
        using var exchange = new SandboxExchange(
            new SandboxOptions { Faults = FaultScript.Parse(script), Latency = TimeSpan.FromMilliseconds(latency) }, _time);
        using var client = new SandboxClient(exchange, _time);
        Task<HttpResponseMessage> answer = client.GetAsync();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        using HttpResponseMessage response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_fault_can_be_chosen_by_what_is_asked_for()
    {
        using var exchange = new SandboxExchange(
            new SandboxOptions { FaultFor = request => request.Parameters["current"] == "2" ? Fault.Error(-1001) : null, RequestLogCapacity = 2 }, _time);
        using var client = new SandboxClient(exchange, _time);
        await client.GetPageAsync("current=1");
        Assert.Equal((503, -1001), await client.GetErrorAsync(client.Signed("current=2")));
        Assert.Equal([("1", 200), ("2", 503)], exchange.Requests.Received.Select(request => (request.Parameters["current"], request.Status!.Value)));
    }

    [Fact]
    public async Task A_stalled_body_that_is_let_go_leaves_no_unobserved_exception()
    {
        var unobserved = new ConcurrentQueue<AggregateException>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await LetGoAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.DoesNotContain(unobserved, exception => exception.ToString().Contains("FaultyBodyStream", StringComparison.Ordinal));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task LetGoAsync()
    {
        SandboxClient client = Start("1:stall", out SandboxExchange _);
        using HttpResponseMessage response = await client.GetAsync();
        using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(null, new int[0])]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 2, 3 })]
    public async Task Requests_are_counted_but_remembered_only_on_demand(int? capacity, int[] remembered)
    {
        var options = capacity is { } asked ? new SandboxOptions { RequestLogCapacity = asked } : new SandboxOptions();
        using var exchange = new SandboxExchange(options, _time);
        using var client = new SandboxClient(exchange, _time);
        for (int request = 1; request <= 3; request++)
        {
            await client.GetPageAsync("");
        }

        Assert.Equal(3, exchange.Requests.Count);
        Assert.Equal(remembered, exchange.Requests.Received.Select(request => request.Number));
    }
}
