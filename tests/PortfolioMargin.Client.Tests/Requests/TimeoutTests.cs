using System.Text;
using PortfolioMargin.Client.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Requests;

public sealed class TimeoutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_body_may_take_longer_than_the_timeout_as_long_as_it_is_not_silent()
    {
        var world = new TransportHarness((exchange, _) =>
        {
            HttpResponseMessage response = Make(exchange, System.Net.HttpStatusCode.OK, "");
            response.Content = new StreamContent(new SlowStream(exchange.Time, Encoding.UTF8.GetBytes(EmptyPage), TimeSpan.FromSeconds(29)));
            return Task.FromResult(response);
        });

        ConnectionReport report = await world.Client(retries: 0).TestAsync(Token);

        Assert.Equal(TimeSpan.FromSeconds(29 * EmptyPage.Length), report.Latency);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task No_timeout_means_no_timeout(int milliseconds)
    {
        var world = new TransportHarness(Stalls());
        using var cancelled = new CancellationTokenSource();
        Task call = world.Client(world.Options(timeout: TimeSpan.FromMilliseconds(milliseconds))).TestAsync(cancelled.Token);

        world.Time.Advance(TimeSpan.FromDays(1));

        Assert.False(call.IsCompleted);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task The_two_timeouts_are_told_apart()
    {
        var headers = new TransportHarness(Stalls());
        var body = new TransportHarness(BodyThen(200, (exchange, token) => exchange.StallAsync(token)));

        var noHeaders = await Assert.ThrowsAsync<OperationTimeoutException>(() => headers.Finish(headers.Client(retries: 0).TestAsync(Token)));
        var noBody = await Assert.ThrowsAsync<OperationTimeoutException>(() => body.Finish(body.Client(retries: 0).TestAsync(Token)));

        Assert.Contains("did not answer within 30 s", noHeaders.Message, StringComparison.Ordinal);
        Assert.Contains("then was silent for 30 s", noBody.Message, StringComparison.Ordinal);
        Assert.Equal((null, 200), (noHeaders.StatusCode, noBody.StatusCode!.Value));
    }

    [Theory]
    [InlineData(418, 600, 30)]
    [InlineData(418, null, 30)]
    [InlineData(418, 600, 0)]
    [InlineData(429, 600, 30)]
    public async Task A_stop_is_a_stop_also_when_its_body_never_comes(int status, int? retryAfter, int timeout)
    {
        Step stop = BodyThen(status, (exchange, token) => exchange.StallAsync(token)).With(response =>
        {
            if (retryAfter is { } seconds)
            {
                response.Headers.Add("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        });
        var world = new TransportHarness(stop, Page());
        PortfolioMarginClient client = world.Client(world.Options(retries: 0, timeout: TimeSpan.FromSeconds(timeout)));
        Task<ConnectionReport> told = client.TestAsync(Token);
        await world.Settle(told);

        Task<ConnectionReport> waiting = client.TestAsync(Token);
        Exception? first = await Record.ExceptionAsync(() => world.Finish(told));
        TimeSpan took = world.Time.Now - VirtualTime.Noon;
        Exception? second = await Record.ExceptionAsync(() => world.Finish(waiting));

        Assert.Equal(status == 418 ? typeof(IpBannedException) : typeof(RateLimitedException), first?.GetType());
        Assert.Equal(first?.GetType(), second?.GetType());
        Assert.Single(world.Exchange.Arrivals);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_not_read()
    {
        var world = new TransportHarness(BodyThen(200, (_, _) => throw new InvalidOperationException("It was read."))
            .With(response => response.Content.Headers.ContentLength = ResponseReader.LargestPage + 1));

        await Assert.ThrowsAsync<InvalidResponseException>(() => world.Client().TestAsync(Token));
    }

    /// <summary>One byte at a time, each after a while.</summary>
    private sealed class SlowStream(VirtualTime time, byte[] bytes, TimeSpan pause) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                time.Advance(pause);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
        }
    }
}
