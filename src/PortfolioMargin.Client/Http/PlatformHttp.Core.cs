using System.Net;
using System.Net.Http.Headers;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Http;

/// <summary>What HTTP needs that .NET and .NET Framework do differently: here .NET.</summary>
internal static class PlatformHttp
{
    /// <summary>The kinds of proxy it can go through.</summary>
    public static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>Makes a handler whose connections are shared by all requests of these settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="trust">Stands in for the check of certificates, or <see langword="null"/>.</param>
    /// <param name="rateLimiter">
    /// The rate limiter of the host. When it has stopped all requests, one that waits for its connection fails with a
    /// <see cref="RequestStoppedException"/>, and none of it is sent.
    /// </param>
    public static HttpMessageHandler CreateHandler(ConnectionSettings settings, CertificateTrust? trust, RateLimiter rateLimiter)
    {
        var handler = new SocketsHttpHandler
        {
            // Else the host process's traceparent and baggage went along, and listeners in it were handed the signed request.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectionSettings.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = ConnectionSettings.KeepAlive,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = ConnectionSettings.KeepAlive,
            MaxConnectionsPerServer = ConcurrencyLimit.MaximumConnections,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = ConnectionSettings.IdleLifetime,
            PooledConnectionLifetime = ConnectionSettings.ConnectionLifetime,
            PlaintextStreamFilter = (context, _) => new ValueTask<Stream>(Watch(context, rateLimiter)),
            UseCookies = false,
            UseProxy = !settings.Direct,
            Proxy = settings.ExplicitProxy,
            DefaultProxyCredentials = settings.ProxyCredential.Credentials,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = trust?.Validate
            ?? ((_, _, chain, errors) => UntrustedCertificateException.ThrowUnlessTrusted(chain, errors));
        return handler;
    }

    /// <summary>The proxy that the system's settings or the environment name for an address.</summary>
    public static Uri? SystemProxyFor(Uri address) => HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);

    /// <summary>Watches a connection that has been set up, unless it only asks a proxy for a tunnel.</summary>
    private static Stream Watch(SocketsHttpPlaintextStreamFilterContext context, RateLimiter rateLimiter) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream
        : rateLimiter.IsStopped ? throw new RequestStoppedException()
        : new WatchedStream(context.PlaintextStream, context.NegotiatedHttpVersion, rateLimiter);

    /// <summary>Asks for HTTP/2, content with less.</summary>
    public static void Prepare(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }

    /// <summary>Opens an answer's body.</summary>
    public static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.ReadAsStreamAsync(cancellationToken);

    /// <summary>Reads what is there into the rest of a buffer.</summary>
    public static ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer.AsMemory(offset), cancellationToken);

    /// <summary>The headers as they were sent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpResponseHeaders headers)
    {
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            yield return new KeyValuePair<string, string>(name, values.ToString());
        }
    }

    /// <summary>What the platform itself says went wrong; <see langword="null"/> when that is for the exception inside to say.</summary>
    public static TransportError? ErrorOf(Exception exception) => exception switch
    {
        HttpRequestException failure => ErrorOf(failure.HttpRequestError),
        HttpIOException failure => ErrorOf(failure.HttpRequestError),
        _ => null,
    };

    /// <summary>Whether an exception says that the proxy wants a credential, or another one. .NET 8 tells the status in words alone, which are never translated.</summary>
    public static bool IsProxyRefusal(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } failure
        && (failure.StatusCode == HttpStatusCode.ProxyAuthenticationRequired || failure.Message.Contains("'407'", StringComparison.Ordinal));

    private static TransportError? ErrorOf(HttpRequestError? error) => error switch
    {
        HttpRequestError.ProxyTunnelError => TransportError.ProxyFailed,
        HttpRequestError.ConfigurationLimitExceeded => TransportError.HeadersTooLarge,
        HttpRequestError.HttpProtocolError => TransportError.ProtocolBroken,
        HttpRequestError.InvalidResponse => TransportError.NotHttp,
        _ => null,
    };
}
