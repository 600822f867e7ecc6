using System.Net;
using System.Text;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>One connection, watched: what it brings stops what is still to be sent over it.</summary>
public sealed class WatchedStreamTests
{
    private readonly RateLimiter _rateLimiter = new(new VirtualTime(VirtualTime.Noon), needsConnection: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 429 Too Many Requests\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nX: HTTP/1.1 418\r\n\r\n", false)]
    [InlineData("HTTP/1.1 419 Something else\r\n\r\n", false)]
    [InlineData("HTTP/1.1", false)]
    public async Task A_stop_is_seen_when_the_status_is_there_and_nothing_is_written_after_it(string response, bool isStop)
    {
        for (int chunk = 1; chunk <= 20; chunk++)
        {
            var rateLimiter = new RateLimiter(new VirtualTime(VirtualTime.Noon), needsConnection: true);
            await using var stream = new WatchedStream(new Wire(Encoding.ASCII.GetBytes(response), chunk), HttpVersion.Version11, rateLimiter);
            await stream.WriteAsync(new byte[10], Token);

            await stream.CopyToAsync(Stream.Null, Token);

            Assert.Equal(isStop, rateLimiter.IsStopped);
            Exception? refused = await Record.ExceptionAsync(() => stream.WriteAsync(new byte[10], 0, 10, Token));
            Assert.Equal(isStop, refused is RequestStoppedException);
        }
    }

    [Fact]
    public async Task Each_response_of_a_connection_is_looked_at()
    {
        byte[] two = Encoding.ASCII.GetBytes("HTTP/1.1 200 HTTP/1.1 418 ");
        await using var stream = new WatchedStream(new Wire(two, 13), HttpVersion.Version11, _rateLimiter);

        await stream.WriteAsync(new byte[10], Token);
        await stream.ReadExactlyAsync(new byte[13], Token);
        Assert.False(_rateLimiter.IsStopped);
        await stream.WriteAsync(new byte[10], Token);
        await stream.ReadExactlyAsync(new byte[13], Token);

        Assert.True(_rateLimiter.IsStopped);
    }

    [Fact]
    public async Task Over_http_2_other_requests_on_the_connection_are_not_disturbed_by_a_stop()
    {
        await using var stream = new WatchedStream(new Wire([], 1), HttpVersion.Version20, _rateLimiter);
        _rateLimiter.Suspend();

        await stream.WriteAsync(new byte[10], Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_ready_after_a_stop_is_not_used(bool tls)
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxExchange(), tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        var settings = new ConnectionSettings(ExchangeAddress.Origin(server.BaseUri), null, default, Direct: true);
        using var invoker = new HttpMessageInvoker(PlatformHttp.CreateHandler(settings, new CertificateTrust((_, certificate, _, _) => certificate!.GetCertHashString() == server.Certificate?.GetCertHashString()), _rateLimiter));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.BaseUri, SandboxExchange.PingPath));
        PlatformHttp.Prepare(request);
        _rateLimiter.Suspend();

        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => invoker.SendAsync(request, Token));

        Assert.Equal(TransportError.Stopped, TransportErrorClassifier.Of(refused));
        Assert.Equal(0, server.Exchange.Requests.Count);
    }

    /// <summary>Brings bytes in chunks, and takes what is written.</summary>
    private sealed class Wire(byte[] toRead, int chunk) : MemoryStream(toRead, writable: false)
    {
        public override bool CanWrite => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
