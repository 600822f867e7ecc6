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
