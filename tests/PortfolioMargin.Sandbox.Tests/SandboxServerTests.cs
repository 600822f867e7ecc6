using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Server;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class SandboxServerTests
{
    private readonly FakeTimeProvider _time = new(MarginForceOrdersTests.Noon);

    public static TheoryData<bool> Protocols => [false, true];

    /// <summary>A client that trusts this exchange's certificate and no other.</summary>
    internal static SandboxClient Connect(SandboxServer server, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate?.GetCertHashString() == server.Certificate?.GetCertHashString(),
            },
        };
        return new SandboxClient(new HttpClient(handler), server.BaseUri, time);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_page_comes_through_a_real_socket_as_it_does_in_process(bool tls)
    {
        using var exchange = new SandboxExchange(timeProvider: _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        using SandboxClient client = Connect(server, _time);
        using var embedded = new SandboxClient(exchange, _time);

        using HttpResponseMessage overSocket = await client.GetAsync("size=100");
        using HttpResponseMessage inProcess = await embedded.GetAsync("size=100");
        Assert.Equal(await SandboxClient.ReadTextAsync(inProcess), await SandboxClient.ReadTextAsync(overSocket));
        Assert.Equal(inProcess.Content.Headers.ContentType, overSocket.Content.Headers.ContentType);
        Assert.Equal(["1"], overSocket.Headers.GetValues("X-MBX-USED-WEIGHT-1M"));
        Assert.NotNull(overSocket.Headers.Date);
        Assert.Equal(tls ? HttpVersion.Version20 : HttpVersion.Version11, overSocket.Version);
    }

    [Fact]
    public async Task Connections_and_handshakes_are_counted()
    {
        using var exchange = new SandboxExchange(timeProvider: _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, SandboxServerOptions.Https);
        using (SandboxClient client = Connect(server, _time))
        {
            await client.GetPageAsync();
            await client.GetPageAsync();
            Assert.Equal((1, 1, 1), (server.ConnectionCount, server.HandshakeCount, server.OpenConnectionCount));
        }
    }

    [Fact]
    public async Task The_query_is_checked_as_it_was_sent_not_as_a_server_would_tidy_it()
    {
        using var exchange = new SandboxExchange(timeProvider: _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange);
        using SandboxClient client = Connect(server, _time);
        string timestamp = $"timestamp=%3{_time.GetUtcNow().ToUnixTimeMilliseconds()}";
        string tidied = timestamp.Replace("%31", "1", StringComparison.Ordinal);

        using HttpResponseMessage raw = await client.SendAsync(client.Raw(timestamp + "&signature=" + SandboxClient.Sign(timestamp)));
        Assert.Equal(HttpStatusCode.OK, raw.StatusCode);
        Assert.Equal((400, -1022), await client.GetErrorAsync(client.Raw(timestamp + "&signature=" + SandboxClient.Sign(tidied))));
    }

    [Fact]
    public async Task Bodies_are_compressed_for_who_accepts_it()
    {
        using var exchange = new SandboxExchange(timeProvider: _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, SandboxServerOptions.Https with { Compress = true });
        using SandboxClient client = Connect(server, _time);
        using HttpResponseMessage response = await client.GetAsync();
        Assert.StartsWith("{\"rows\":", await SandboxClient.ReadTextAsync(response), StringComparison.Ordinal);
        Assert.Null(response.Content.Headers.ContentLength);
    }
}
