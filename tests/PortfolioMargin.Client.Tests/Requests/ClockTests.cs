using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>A machine whose clock is wrong, and an exchange that checks timestamps as documented.</summary>
public sealed class ClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-3 * 3600)]
    [InlineData(-6)]
    [InlineData(2)]
    [InlineData(3 * 3600)]
    public async Task A_wrong_clock_costs_one_request_more_and_later_calls_none(int secondsOff)
    {
        var world = new TransportHarness(Checked(Page()));
        world.Time.WallError = TimeSpan.FromSeconds(secondsOff);

        await world.Client().TestAsync(Token);
        await world.Client(apiKey: "AnotherKey").TestAsync(Token);

        Assert.Equal(3, world.Exchange.Arrivals.Count);
        Assert.All(world.Exchange.Arrivals.Skip(1), arrival =>
            Assert.InRange(arrival.Timestamp - arrival.At.ToUnixTimeMilliseconds(), -1000, 1000));
    }

    [Fact]
    public async Task A_clock_that_is_set_right_later_is_corrected_again()
    {
        var world = new TransportHarness(Checked(Page()));
        world.Time.WallError = TimeSpan.FromHours(-2);
        await world.Client().TestAsync(Token);
        world.Time.WallError = TimeSpan.Zero;

        await world.Client().TestAsync(Token);

        Assert.Equal(4, world.Exchange.Arrivals.Count);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    public async Task A_request_that_was_too_long_under_way_is_signed_again_and_a_right_clock_is_left_alone(int seconds)
    {
        var world = new TransportHarness(Late(seconds, Checked(Page())), Checked(Page()));

        await world.Client().TestAsync(Token);
        await world.Client().TestAsync(Token);

        Assert.Equal(3, world.Exchange.Arrivals.Count);
        Assert.All(world.Exchange.Arrivals, arrival => Assert.Equal(arrival.At.ToUnixTimeMilliseconds(), arrival.Timestamp));
    }

    [Fact]
    public async Task Pages_in_flight_that_are_refused_together_correct_the_clock_once()
    {
        var world = new TransportHarness(TogetherWith(8, Checked(Page())));
        world.Time.WallError = TimeSpan.FromHours(1);
        PortfolioMarginClient client = world.Client();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => client.TestAsync(Token), Token)));

        Assert.Equal(16, world.Exchange.Arrivals.Count);
        Assert.Single(world.Exchange.Arrivals.Skip(8).Select(arrival => arrival.Timestamp).Distinct());
    }

    [Theory]
    [InlineData(-7200, "2 h behind")]
    [InlineData(3600, "1 h ahead of")]
    public async Task A_clock_that_cannot_be_mended_is_an_error_that_says_by_how_much(int secondsOff, string words)
    {
        var world = new TransportHarness(Error(400, -1021, "Timestamp for this request is outside of the recvWindow."));
        world.Time.WallError = TimeSpan.FromSeconds(secondsOff);

        var failure = await Assert.ThrowsAsync<ClockSkewException>(() => world.Client().TestAsync(Token));

        Assert.Equal(2, failure.Attempts);
        Assert.Equal(-secondsOff + 0.5, failure.ClockOffset!.Value.TotalSeconds, precision: 3);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains("outside of the recvWindow", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(900, 0.0)]
    [InlineData(-900, 1.4)]
    [InlineData(-3_600_000, 3600.5)]
    [InlineData(60_000, -59.5)]
    public async Task A_test_reports_by_how_much_the_clock_is_off(int wallErrorMilliseconds, double offset)
    {
        var world = new TransportHarness(Page());
        world.Time.WallError = TimeSpan.FromMilliseconds(wallErrorMilliseconds);

        ConnectionReport report = await world.Client().TestAsync(Token);

        Assert.Equal(offset, report.ClockOffset!.Value.TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task Without_a_date_the_offset_is_not_known()
    {
        var world = new TransportHarness(Page().WithoutDate());

        Assert.Null((await world.Client().TestAsync(Token)).ClockOffset);
    }

    /// <summary>Refuses timestamps as documented: too old by more than 5000 ms, or ahead by 1000 ms or more.</summary>
    private static Step Checked(Step good) => (exchange, token) =>
    {
        long late = exchange.Time.Now.ToUnixTimeMilliseconds() - exchange.Arrivals[^1].Timestamp;
        return (late is > -1000 and <= 5000 ? good : Error(400, -1021))(exchange, token);
    };

    /// <summary>The request takes a while to get there.</summary>
    private static Step Late(int seconds, Step step) => (exchange, token) =>
    {
        exchange.Time.Advance(TimeSpan.FromSeconds(seconds));
        return step(exchange, token);
    };

    /// <summary>Lets the first requests wait for each other; each is judged by its own timestamp.</summary>
    private static Step TogetherWith(int count, Step step)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int decided = 0;
        return async (exchange, token) =>
        {
            Task<HttpResponseMessage> answer = step(exchange, token);
            if (Interlocked.Increment(ref decided) >= count)
            {
                all.TrySetResult();
            }

            await all.Task;
            return await answer;
        };
    }
}
