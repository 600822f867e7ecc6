using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>What is known of one exchange host, shared by every client of it: its limits, its clock, texts its pages repeat.</summary>
internal sealed class HostState(TimeProvider time, bool needsConnection, StopMemory? stops = null)
{
    /// <summary>Paces the requests to it.</summary>
    public RateLimiter RateLimiter { get; } = new(time, needsConnection, stops);

    /// <summary>Its clock.</summary>
    public ServerClock Clock { get; } = new(time);

    /// <summary>Words that its pages repeat.</summary>
    public Utf8StringCache Symbols { get; } = new();
}

/// <summary>The hosts of one process, and the ways to them.</summary>
/// <remarks>An embedded exchange has its state with its handler: two of them share nothing, whatever address they stand for.</remarks>
internal sealed class HostRegistry
{
    private static readonly Lazy<HostRegistry> Process = new(static () => new HostRegistry(
        TimeProvider.System, Chance, stops: new StopStore(StateFolder.StopsPath, TimeProvider.System)));

    private static readonly Random Random = new();

    private readonly ConcurrentDictionary<string, HostState> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<HttpMessageHandler, HostState> _embedded = new();
    private readonly HttpConnections _connections;
    private readonly StopStore? _stops;

    /// <summary>Makes a world of its own, for tests.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="random">Numbers from 0 to 1, for jitter.</param>
    /// <param name="trust">Stands in for the check of certificates.</param>
    /// <param name="stops">Keeps bans and long pauses for the next process; <see langword="null"/> when nothing is kept.</param>
    public HostRegistry(TimeProvider time, Func<double> random, CertificateTrust? trust = null, StopStore? stops = null)
    {
        Time = time;
        _stops = stops;
        Retries = new RetryLoop(time, random);
        _connections = new HttpConnections(time, trust);
    }

    /// <summary>The hosts all runspaces of this process share.</summary>
    public static HostRegistry OfProcess => Process.Value;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Repeats requests that failed in passing.</summary>
    public RetryLoop Retries { get; }

    /// <summary>The host a client talks to.</summary>
    public HostState HostOf(ClientOptions options) => options.Exchange is { } exchange
        ? _embedded.GetValue(exchange, _ => new HostState(Time, needsConnection: false))
        : _hosts.GetOrAdd(
            ExchangeAddress.Origin(options.BaseUri),
            host => new HostState(Time, needsConnection: true, _stops is null ? null : new StopMemory(_stops, host, Time)));

    /// <summary>The way to it, for one request after the other.</summary>
    public Func<HttpLease> ConnectorOf(ClientOptions options, HostState host)
    {
        if (options.Exchange is { } exchange)
        {
            var embedded = new HttpLease(new HttpMessageInvoker(exchange, disposeHandler: false), onReturn: null);
            return () => embedded;
        }

        ConnectionSettings settings = ConnectionSettings.Of(options);
        return () => _connections.Rent(settings, host.RateLimiter);
    }

    /// <summary>A number from 0 up to 1: <see cref="System.Random"/> itself is not safe for several threads on every framework.</summary>
    private static double Chance()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
}
