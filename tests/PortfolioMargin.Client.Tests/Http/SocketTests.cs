using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>The client and the embedded exchange with real sockets between them.</summary>
public sealed class SocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_http_one_connection_serves_call_after_call_of_all_clients()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange());
        HostRegistry hosts = Hosts();

        for (int call = 1; call <= 5; call++)
        {
            ConnectionReport report = await Client(exchange.BaseUri, hosts).TestAsync(Token);
            Assert.Equal(call, report.UsedWeight);
        }

        Assert.Equal(1, exchange.ConnectionCount);
    }

    [Fact]
    public async Task Over_https_pages_in_flight_share_one_connection_of_http_2()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange(), SandboxServerOptions.Https);
        PortfolioMarginClient client = Client(exchange.BaseUri, Hosts(Trusting(exchange)));
        await client.TestAsync(Token);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.TestAsync(Token)));

        Assert.Equal(1, exchange.HandshakeCount);
        Assert.Equal(17, exchange.Exchange.Requests.Count);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_refused_once_and_says_why()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange(), SandboxServerOptions.Https);

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(exchange.BaseUri, Hosts()).TestAsync(Token));

        Assert.Contains($"The certificate of https://127.0.0.1:{exchange.BaseUri.Port} is not trusted (its chain has: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal(0, exchange.Exchange.Requests.Count);
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(
            new SandboxExchange(), new SandboxServerOptions { UseTls = true, Compress = true });
        using IForceOrderReader reader = Client(exchange.BaseUri, Hosts(Trusting(exchange))).ReadAll(new ForceOrderQuery());

        Assert.NotEmpty((await reader.ReadAsync(Token))!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_named_proxy_is_used_with_the_credential_it_asks_for(bool tls)
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(
            new SandboxExchange(), tls ? SandboxServerOptions.Https : SandboxServerOptions.Http);
        await using var proxy = new FakeProxy("me:pass");
        HostRegistry hosts = Hosts(Trusting(exchange));

        await Client(exchange.BaseUri, hosts, proxy.Address, new NetworkCredential("me", "pass")).TestAsync(Token);
        var refused = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(exchange.BaseUri, hosts, proxy.Address).TestAsync(Token));

        Assert.All(proxy.Heads, head => Assert.StartsWith(tls ? "CONNECT " : "GET http://", head, StringComparison.Ordinal));
        Assert.Contains("407", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, exchange.Exchange.Requests.Count);
        if (tls)
        {
            Assert.All(proxy.Heads, head => Assert.DoesNotContain("X-MBX-APIKEY", head, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Connections_through_a_proxy_are_shared_by_those_who_log_in_alike_and_by_no_one_else()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange(), SandboxServerOptions.Https);
        await using var proxy = new FakeProxy("me:pass");
        HostRegistry hosts = Hosts(Trusting(exchange));
        Task<ConnectionReport> Ask(string user, string password, string domain = "") =>
            Client(exchange.BaseUri, hosts, proxy.Address, new NetworkCredential(user, password, domain)).TestAsync(Token);
        await Ask("me", "pass");
        await Ask("me", "pass");

        await Assert.ThrowsAsync<NetworkFailureException>(() => Ask("me", "Pass"));
        await Assert.ThrowsAsync<NetworkFailureException>(() => Ask("Me", "pass"));
        await Assert.ThrowsAsync<NetworkFailureException>(() => Ask("me", "pass", "there"));

        Assert.Equal(2, exchange.Exchange.Requests.Count);
        Assert.Equal(1, exchange.ConnectionCount);
    }

    [Fact]
    public async Task Handlers_are_kept_for_a_few_settings_and_their_connections_end_with_them()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange(), SandboxServerOptions.Https);
        await using var proxy = new FakeProxy();
        HostRegistry hosts = Hosts(Trusting(exchange));

        for (int user = 0; user < 40; user++)
        {
            await Client(exchange.BaseUri, hosts, proxy.Address, new NetworkCredential("user" + user, "pass")).TestAsync(Token);
        }

        Assert.Equal(40, exchange.ConnectionCount);
        while (exchange.OpenConnectionCount > HttpConnections.MaximumKept)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Theory]
    [InlineData("http://proxy.example.invalid:8080")]
    [InlineData("https://proxy.example.invalid:8080")]
    [InlineData("socks5://proxy.example.invalid:1080")]
    [InlineData("http://localhost.example.invalid:8080")]
    public void Plain_http_does_not_go_through_a_proxy_on_another_machine(string proxy)
    {
        var refused = Assert.Throws<InsecureBaseUriException>(() => Client(new Uri("http://localhost:1/"), Hosts(), new Uri(proxy)));

        Assert.Contains("http://localhost:1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("example", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.7", true)]
    [InlineData("::1,127.0.0.1", true)]
    [InlineData("192.0.2.7", false)]
    [InlineData("127.0.0.1,192.0.2.7", false)]
    [InlineData("::ffff:192.0.2.7", false)]
    public void Plain_http_goes_to_a_name_only_when_it_leads_to_this_machine(string addresses, bool here)
    {
        IPAddress[] resolved = [.. addresses.Split(',').Select(IPAddress.Parse)];

        Exception? refused = Record.Exception(() => ExchangeAddress.EnsureLeadsHere("localhost", _ => resolved));

        Assert.Equal(here, refused is null);
        Assert.True(here || refused is InsecureBaseUriException);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_credential_on_the_way_to_https_is_asked_once()
    {
        await using var proxy = new FakeProxy("me:pass");
        PortfolioMarginClient client = Client(new Uri("https://" + Unused.Address().Authority), Hosts(), proxy.Address, new NetworkCredential("me", "wrong"), retries: 1);

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => client.TestAsync(Token));

        Assert.Equal((1, 407), (failure.Attempts, failure.StatusCode!.Value));
        Assert.Contains("407 Proxy Authentication Required", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"The proxy on the way is http://127.0.0.1:{proxy.Address.Port} (-Proxy). ", failure.Message, StringComparison.Ordinal);
        Assert.Single(proxy.Heads, head => head.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_that_the_host_process_carries_along_goes_to_the_exchange()
    {
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });
        using Activity activity = new Activity("host").AddBaggage("customer", "4711").Start();

        await Record.ExceptionAsync(() => Client(server.BaseUri, Hosts()).TestAsync(Token));

        string head = Assert.Single(server.Heads);
        Assert.All(["4711", activity.TraceId.ToHexString(), "traceparent"], text =>
            Assert.DoesNotContain(text, head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_diagnostic_listener_is_handed_the_signed_request()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange());
        using var listener = new RequestListener(exchange.BaseUri.Port);

        await Client(exchange.BaseUri, Hosts()).TestAsync(Token);

        Assert.Empty(listener.Addresses);
        using var other = new HttpClient();
        await other.GetAsync(exchange.BaseUri, Token);
        Assert.NotEmpty(listener.Addresses);
    }

    [Fact]
    public async Task The_systems_proxy_is_honoured_but_not_on_the_way_to_this_machine()
    {
        await using SandboxServer exchange = await SandboxServer.StartAsync(new SandboxExchange());
        await using var proxy = new FakeProxy("me:pass");
        using (new SystemProxy(new WebProxy(proxy.Address)))
        {
            await Client(exchange.BaseUri, Hosts()).TestAsync(Token);
            var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(new Uri("https://no-such-host.invalid"), Hosts()).TestAsync(Token));
            Assert.Contains($"The proxy on the way is http://127.0.0.1:{proxy.Address.Port} (named by this system). ", failure.Message, StringComparison.Ordinal);
            using var embedded = new SandboxExchange(new SandboxOptions { FaultFor = _ => Fault.ConnectionReset });
            failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(SandboxExchange.BaseUri, Hosts(), exchange: embedded).TestAsync(Token));
            Assert.DoesNotContain("proxy", failure.Message, StringComparison.Ordinal);
        }

        Assert.StartsWith("CONNECT no-such-host.invalid:443 ", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_key_stays_here()
    {
        await using var elsewhere = new RawTcpServer(connection => connection.ReadHeadAsync());
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.BaseUri}\r\nContent-Length: 0\r\n\r\n");
        });

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(server.BaseUri, Hosts()).TestAsync(Token));

        Assert.Equal(307, failure.StatusCode);
        Assert.Empty(elsewhere.Heads);
        Assert.Contains("X-MBX-APIKEY: " + SandboxAccount.DemoApiKey, Assert.Single(server.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_is_a_network_failure()
    {
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            connection.Reset();
        });

        await Assert.ThrowsAsync<NetworkFailureException>(() => Client(server.BaseUri, Hosts()).TestAsync(Token));
    }

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"rows\":[")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n9\r\n{\"rows\":[\r\n")]
    public async Task Half_an_answer_is_a_network_failure(string half)
    {
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + half);
        });

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(server.BaseUri, Hosts()).TestAsync(Token));

        Assert.Equal(200, failure.StatusCode);
    }

    [Fact]
    public async Task Nobody_listening_is_a_network_failure_that_names_host_and_port()
    {
        Uri address = Unused.Address();

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(address, Hosts()).TestAsync(Token));

        Assert.Contains($"http://127.0.0.1:{address.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.StatusCode);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_named()
    {
        // A part of a name has 63 letters at most: the resolver refuses this one without asking anybody.
        var address = new Uri($"https://{new string('a', 64)}.invalid");
        using var noProxy = new SystemProxy(new WebProxy());

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => Client(address, Hosts()).TestAsync(Token));

        Assert.Contains($"The name of https://{address.Host} could not be resolved", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"rows\":[")]
    public async Task A_cancelled_call_closes_its_connection(string sentBefore)
    {
        var stalled = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        await using var server = new RawTcpServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(sentBefore);
            stalled.SetResult();
            await connection.ClosedAsync();
            closed.SetResult();
        });
        using var cancelled = new CancellationTokenSource();
        Task call = Client(server.BaseUri, Hosts()).TestAsync(cancelled.Token);
        await stalled.Task.WaitAsync(Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    private static HostRegistry Hosts(CertificateTrust? trust = null) => new(TimeProvider.System, () => 0, trust);

    private static CertificateTrust Trusting(SandboxServer exchange) =>
        new((_, certificate, _, _) => certificate!.GetCertHashString() == exchange.Certificate?.GetCertHashString());

    private static PortfolioMarginClient Client(
        Uri baseUri, HostRegistry hosts, Uri? proxy = null, ICredentials? proxyCredential = null, int retries = 0, HttpMessageHandler? exchange = null) => new(
        new ClientOptions
        {
            BaseUri = baseUri,
            ApiKey = SandboxAccount.DemoApiKey,
            Signer = RequestSigners.FromSecret(new NetworkCredential("", SandboxAccount.DemoSecret).SecurePassword),
            MaximumRetryCount = retries,
            Proxy = proxy,
            ProxyCredential = proxyCredential,
            Exchange = exchange,
        },
        hosts);

    /// <summary>Stands in for the proxy that this machine is set up with.</summary>
    private sealed class SystemProxy : IDisposable
    {
        private readonly IWebProxy _before = HttpClient.DefaultProxy;

        public SystemProxy(IWebProxy proxy) => HttpClient.DefaultProxy = proxy;

        public void Dispose() => HttpClient.DefaultProxy = _before;
    }

    /// <summary>Hears, as a monitoring agent in the process would, of requests to one port.</summary>
    private sealed class RequestListener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentQueue<IDisposable> _subscriptions = new();
        private readonly int _port;

        public RequestListener(int port)
        {
            _port = port;
            _subscriptions.Enqueue(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public ConcurrentQueue<Uri> Addresses { get; } = new();

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                _subscriptions.Enqueue(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage { RequestUri: { } address } && address.Port == _port)
            {
                Addresses.Enqueue(address);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (IDisposable subscription in _subscriptions)
            {
                subscription.Dispose();
            }
        }
    }
}
