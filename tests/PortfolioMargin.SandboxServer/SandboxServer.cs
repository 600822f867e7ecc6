using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Server;

/// <summary>How a <see cref="SandboxServer"/> is reached.</summary>
public sealed record SandboxServerOptions
{
    public static SandboxServerOptions Http { get; } = new();

    public static SandboxServerOptions Https { get; } = new() { UseTls = true };

    /// <summary>TLS with a certificate made for this exchange alone.</summary>
    public bool UseTls { get; init; }

    /// <summary>HTTP/2 needs TLS, or <see cref="HttpProtocols.Http2"/> alone.</summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1AndHttp2;

    /// <summary>How many requests an HTTP/2 connection carries at once.</summary>
    public int MaximumStreams { get; init; } = 100;

    /// <summary>Compresses bodies for clients that accept it.</summary>
    public bool Compress { get; init; }

    /// <summary>0 for any free port.</summary>
    public int Port { get; init; }
}

/// <summary>A <see cref="SandboxExchange"/> behind a real socket on 127.0.0.1.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly MessageBridge _bridge;
    private readonly ConnectionCounter _connections;

    private SandboxServer(WebApplication application, MessageBridge bridge, SandboxExchange exchange, X509Certificate2? certificate, ConnectionCounter connections)
    {
        _application = application;
        _bridge = bridge;
        _connections = connections;
        Exchange = exchange;
        Certificate = certificate;
        BaseUri = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The exchange that answers.</summary>
    public SandboxExchange Exchange { get; }

    /// <summary>Where it listens, for example <c>https://127.0.0.1:40123/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The certificate to trust; <see langword="null"/> without TLS. Valid for 127.0.0.1 and localhost.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>How many connections were opened so far.</summary>
    public int ConnectionCount => _connections.Opened;

    /// <summary>How many connections are open now.</summary>
    public int OpenConnectionCount => _connections.Open;

    /// <summary>How many TLS handshakes were begun so far.</summary>
    public int HandshakeCount => _connections.Handshakes;

    /// <summary>Starts listening.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxExchange exchange, SandboxServerOptions? options = null)
    {
        options ??= SandboxServerOptions.Http;
        X509Certificate2? certificate = options.UseTls ? ServerCertificate.Create() : null;
        var connections = new ConnectionCounter();

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        if (options.Compress)
        {
            builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        }

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaximumStreams;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => Configure(listen, options, certificate, connections));
        });

        WebApplication application = builder.Build();
        if (options.Compress)
        {
            application.UseResponseCompression();
        }

        var bridge = new MessageBridge(exchange);
        application.Run(bridge.AnswerAsync);
        await application.StartAsync();
        return new SandboxServer(application, bridge, exchange, certificate, connections);
    }

    /// <summary>Stops listening; connections that still wait for an answer are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        _bridge.Dispose();
        Certificate?.Dispose();
    }

    private static void Configure(ListenOptions listen, SandboxServerOptions options, X509Certificate2? certificate, ConnectionCounter connections)
    {
        listen.Protocols = options.Protocols;
        listen.Use(connections.Count);
        if (certificate is not null)
        {
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate,
                OnAuthenticate = (_, _) => connections.CountHandshake(),
            });
        }
    }
}
