using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Client.Tests.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>What the platform makes of answers that break or end the protocol, over real sockets.</summary>
public sealed class ProtocolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_that_are_too_large_are_named_and_not_asked_for_again()
    {
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 200; i++)
            {
                await connection.WriteAsync($"X-Filler-{i}: {new string('x', 1000)}\r\n");
            }

            await connection.ClosedAsync();
        });

        var failure = await Assert.ThrowsAsync<InvalidResponseException>(() => Client(server.BaseUri, new(TimeProvider.System, () => 0), retries: 2).TestAsync(Token));

        Assert.StartsWith("The headers of the answer are larger than 64 KiB (", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, failure.Attempts);
    }

    [Fact]
    public async Task What_is_not_HTTP_is_named_as_that()
    {
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("220 mail.example ESMTP ready\r\n\r\n");
            await connection.ClosedAsync();
        });

        var failure = await Assert.ThrowsAsync<InvalidResponseException>(() => Client(server.BaseUri, new(TimeProvider.System, () => 0), retries: 1).TestAsync(Token));

        Assert.StartsWith($"What http://127.0.0.1:{server.Port} answered is not HTTP (", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.Attempts);
    }

    [Fact]
    public async Task A_request_that_HTTP_2_breaks_off_is_made_again()
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("1:reset") });
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, SandboxServerOptions.Https);
        var recorder = new Recorder();

        await Client(server.BaseUri, new(TimeProvider.System, () => 0, Trusting(server)), retries: 1, recorder).TestAsync(Token);

        Assert.Equal(["request broken off", null], recorder.Requests.Select(report => report.Failure));
    }

    [Fact]
    public async Task A_request_that_HTTP_2_breaks_off_again_and_again_is_a_network_failure()
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Faults = FaultScript.Parse("1-:reset") });
        await using SandboxServer server = await SandboxServer.StartAsync(exchange, SandboxServerOptions.Https);

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() =>
            Client(server.BaseUri, new(TimeProvider.System, () => 0, Trusting(server)), retries: 1).TestAsync(Token));

        Assert.Contains(", or a proxy on the way, broke off the request over HTTP/2 (", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.Attempts);
    }

    private static CertificateTrust Trusting(SandboxServer server) =>
        new((_, certificate, _, _) => certificate!.GetCertHashString() == server.Certificate?.GetCertHashString());

    private static PortfolioMarginClient Client(Uri baseUri, HostRegistry hosts, int retries, IClientObserver? observer = null) => new(
        new ClientOptions
        {
            BaseUri = baseUri,
            ApiKey = SandboxAccount.DemoApiKey,
            Signer = RequestSigners.FromSecret(Secure.Text(SandboxAccount.DemoSecret)),
            MaximumRetryCount = retries,
            Observer = observer,
        },
        hosts);
}
