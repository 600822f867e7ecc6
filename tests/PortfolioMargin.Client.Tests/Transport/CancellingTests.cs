using static PortfolioMargin.Client.Tests.Transport.Answers;

namespace PortfolioMargin.Client.Tests.Transport;

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
        var world = new World(script);
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
        var world = new World(Page());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Client().TestAsync(new CancellationToken(canceled: true)));

        Assert.Empty(world.Exchange.Arrivals);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_room_for_others()
    {
        var world = new World(Stalls(), Page());
        using var cancelled = new CancellationTokenSource();
        PortfolioMarginClient client = world.Client();
        Task[] stalled = [.. Enumerable.Range(0, 16).Select(_ => client.TestAsync(cancelled.Token))];
        await cancelled.CancelAsync();
        await Record.ExceptionAsync(() => Task.WhenAll(stalled));

        await client.TestAsync(TestContext.Current.CancellationToken);
    }
}
