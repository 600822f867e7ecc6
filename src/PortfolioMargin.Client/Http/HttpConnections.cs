using System.Collections.Concurrent;

namespace PortfolioMargin.Client.Http;

/// <summary>Shares one HTTP handler, and with it its connections, between all clients of the same settings.</summary>
internal sealed class HttpConnections(CertificateTrust? trust)
{
    private readonly ConcurrentDictionary<ConnectionSettings, Lazy<HttpMessageInvoker>> _invokers = new();

    /// <summary>The way to the exchange for a client's options. It is shared: nobody disposes it.</summary>
    public HttpMessageInvoker For(ClientOptions options) =>
        _invokers.GetOrAdd(
            ConnectionSettings.Of(options),
            settings => new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(PlatformHttp.CreateHandler(settings, trust)))).Value;
}
