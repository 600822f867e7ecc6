using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>From every state a cancelled call ends at once, without time passing, and leaves nothing behind.</summary>
public sealed class CancellingTests
{
    public static TheoryData<string> States => new("headers", "body", "backoff", "429", "limit");

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_cancelled_call_ends_at_once_and_leaves_nothing_running(string state)
    {
        Step[] script = state switch
        {
            "headers" => [Page(), Stalls()],
            "body" => [Page(), BodyThen(200, (exchange, token) => exchange.StallAsync(token))],
            "backoff" => [Page(), Html(503)],
            "429" => [Page(), Error(429, -1003).RetryAfter(60)],
            _ => [Page(weight: 5_990)],
        };
        var world = new TransportHarness(script);
        PortfolioMarginClient client = world.Client();
        await client.TestAsync(TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();
        Task<ConnectionReport> call = client.TestAsync(cancelled.Token);
        await world.Settle(call);
        int sent = world.Exchange.Arrivals.Count;
        Assert.False(call.IsCompleted);

        await cancelled.CancelAsync();

        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancelled.Token, ended.CancellationToken);
        Assert.Equal(VirtualTime.Noon, world.Time.Now);
        Assert.Equal(0, world.Exchange.StalledCount);
        Assert.False(world.Time.HasRequestUnderWay);
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(sent, world.Exchange.Arrivals.Count);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        var world = new TransportHarness(Page());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Client().TestAsync(new CancellationToken(canceled: true)));

        Assert.Empty(world.Exchange.Arrivals);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_room_for_others()
    {
        var world = new TransportHarness(Stalls(), Page());
        using var cancelled = new CancellationTokenSource();
        PortfolioMarginClient client = world.Client();
        Task[] stalled = [.. Enumerable.Range(0, 16).Select(_ => client.TestAsync(cancelled.Token))];
        await cancelled.CancelAsync();
        await Record.ExceptionAsync(() => Task.WhenAll(stalled));

        await client.TestAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(418)]
    [InlineData(429)]
    public async Task A_ban_or_limit_whose_body_nobody_waited_for_is_heeded_all_the_same(int status)
    {
        var world = new TransportHarness(BodyThen(status, (exchange, token) => exchange.StallAsync(token)).RetryAfter(600), Page());
        PortfolioMarginClient client = world.Client();
        using var cancelled = new CancellationTokenSource();
        Task<ConnectionReport> call = client.TestAsync(cancelled.Token);
        await world.Settle(call);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        RequestException next = await Assert.ThrowsAnyAsync<RequestException>(() => client.TestAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status == 418 ? typeof(IpBannedException) : typeof(RateLimitedException), next.GetType());
        Assert.Single(world.Exchange.Arrivals);
    }

    [Fact]
    public async Task Calls_that_were_cancelled_without_an_answer_do_not_let_more_go_at_once()
    {
        var world = new TransportHarness(Stalls());
        PortfolioMarginClient client = world.Client();
        using var cancelled = new CancellationTokenSource();
        Task[] unanswered = [.. Enumerable.Range(0, 16).Select(_ => client.TestAsync(cancelled.Token))];
        await cancelled.CancelAsync();
        await Record.ExceptionAsync(() => Task.WhenAll(unanswered));
        using var cancelledLater = new CancellationTokenSource();

        Task[] later = [.. Enumerable.Range(0, 60).Select(_ => client.TestAsync(cancelledLater.Token))];

        Assert.Equal(16, world.Exchange.StalledCount);
        await cancelledLater.CancelAsync();
        await Record.ExceptionAsync(() => Task.WhenAll(later));
    }
}
