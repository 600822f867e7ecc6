using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;
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

    [Fact]
    public async Task A_response_that_ends_the_connection_is_a_header_over_http_1_and_goaway_over_http_2()
    {
        foreach (SandboxServerOptions options in new[] { SandboxServerOptions.Http, SandboxServerOptions.Https })
        {
            using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("2:close") }, _time);
            await using SandboxServer server = await SandboxServer.StartAsync(exchange, options);
            using SandboxClient client = Connect(server, _time);
            await client.GetPageAsync();
            await client.GetPageAsync();
            Assert.Equal(1, server.ConnectionCount);
            await client.GetPageAsync();
            Assert.Equal(2, server.ConnectionCount);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Headers_beyond_what_a_client_reads_are_an_error_there(bool tls)
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("1:headers/80") }, _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        using SandboxClient client = Connect(server, _time);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync());
        await client.GetPageAsync();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_date_that_is_odd_or_missing_comes_through(bool tls)
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("1:date/9999-12-31T23:59:59Z 2:date/none 3:challenge") }, _time);
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        using SandboxClient client = Connect(server, _time);
        using HttpResponseMessage future = await client.GetAsync();
        using HttpResponseMessage none = await client.GetAsync();
        using HttpResponseMessage challenge = await client.GetAsync();
        Assert.Equal((9999, null), (future.Headers.Date?.Year, none.Headers.Date?.Year));
        Assert.Equal((202, "challenge"), ((int)challenge.StatusCode, challenge.Headers.GetValues("x-amzn-waf-action").Single()));
    }
}
