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
using PortfolioMargin.Server;

namespace PortfolioMargin.Benchmarks.Server;

/// <summary>
/// An exchange on 127.0.0.1 over HTTPS, HTTP/1.1 and HTTP/2, that costs the machine as little as can be: its orders are serialised
/// before they are asked for. It checks key and signature, and always reports a weight of 1, so that no client is paced: speed is measured here.
/// </summary>
public sealed class BenchServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConnectionCounter _connections;
    private readonly OrderEndpoint _orders;
    private readonly X509Certificate2 _certificate;
    private readonly List<DelayingRelay> _relays = [];
    private readonly int _port;

    private BenchServer(WebApplication application, ConnectionCounter connections, OrderEndpoint orders, X509Certificate2 certificate)
    {
        _application = application;
        _connections = connections;
        _orders = orders;
        _certificate = certificate;
        _port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    /// <summary>Requests, connections and TLS handshakes since the start.</summary>
    public Traffic Traffic => new(_orders.Requests, _connections.Opened, _connections.Handshakes);

    /// <summary>The certificate to trust, as PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Starts listening.</summary>
    /// <param name="rowCount">How many orders it lists.</param>
    /// <param name="protocols">What it speaks.</param>
    public static async Task<BenchServer> StartAsync(int rowCount, HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        X509Certificate2 certificate = ServerCertificate.Create();
        var connections = new ConnectionCounter();
        var orders = new OrderEndpoint(new ServedOrders(rowCount, DateTimeOffset.UtcNow.AddDays(-1)));

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.Use(connections.Count);
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    OnAuthenticate = (_, _) => connections.CountHandshake(),
                });
            });
        });

        WebApplication application = builder.Build();
        application.Run(orders.AnswerAsync);
        await application.StartAsync();
        return new BenchServer(application, connections, orders, certificate);
    }

    /// <summary>An address of the exchange that is a given round trip away.</summary>
    public Uri AddressAt(TimeSpan roundTrip)
    {
        if (roundTrip <= TimeSpan.Zero)
        {
            return AddressOf(_port);
        }

        DelayingRelay? relay = _relays.Find(known => known.RoundTrip == roundTrip);
        if (relay is null)
        {
            relay = DelayingRelay.Start(new IPEndPoint(IPAddress.Loopback, _port), roundTrip);
            _relays.Add(relay);
        }

        return AddressOf(relay.Port);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (DelayingRelay relay in _relays)
        {
            await relay.DisposeAsync();
        }

        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private static Uri AddressOf(int port) => new(FormattableString.Invariant($"https://127.0.0.1:{port}/"));
}

/// <summary>What an exchange has seen.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Connections">Connections opened.</param>
/// <param name="Handshakes">TLS handshakes begun.</param>
public readonly record struct Traffic(int Requests, int Connections, int Handshakes)
{
    public static Traffic operator -(Traffic later, Traffic earlier) => later.Since(earlier);

    /// <summary>What came in between.</summary>
    public Traffic Since(Traffic earlier) =>
        new(Requests - earlier.Requests, Connections - earlier.Connections, Handshakes - earlier.Handshakes);
}
