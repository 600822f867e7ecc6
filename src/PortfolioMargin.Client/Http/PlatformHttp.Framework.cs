using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Http;

/// <summary>What HTTP needs that .NET and .NET Framework do differently: here .NET Framework.</summary>
internal static class PlatformHttp
{
    /// <summary>The kinds of proxy it can go through.</summary>
    public static readonly string[] ProxySchemes = ["http"];

    /// <summary>Makes a handler whose connections are shared by all requests of these settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="trust">Stands in for the check of certificates, or <see langword="null"/>.</param>
    /// <param name="rateLimiter">Not used: the framework has no place to ask it from when a connection has been set up.</param>
    public static HttpMessageHandler CreateHandler(ConnectionSettings settings, CertificateTrust? trust, RateLimiter rateLimiter)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = ConcurrencyLimit.MaximumConnections,
            UseCookies = false,
            UseProxy = !settings.Direct,
        };
        if (settings.ExplicitProxy is { } proxy)
        {
            handler.Proxy = proxy;
        }
        else
        {
            handler.DefaultProxyCredentials = settings.ProxyCredential.Credentials;
        }

        // Hosts made for an older framework pin protocols the exchange no longer speaks; then, and only here, TLS 1.2 is asked for.
        SecurityProtocolType pinned = ServicePointManager.SecurityProtocol;
        if (pinned != SecurityProtocolType.SystemDefault && (pinned & SecurityProtocolType.Tls12) == 0)
        {
            handler.SslProtocols = SslProtocols.Tls12;
        }

        if (trust is not null)
        {
            handler.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => trust.Validate(handler, certificate, chain, errors);
        }

        return handler;
    }

    /// <summary>The proxy that the system's settings name for an address.</summary>
    public static Uri? SystemProxyFor(Uri address) =>
        WebRequest.DefaultWebProxy is { } proxy && !proxy.IsBypassed(address) ? proxy.GetProxy(address) : null;

    /// <summary>Nothing to ask for: .NET Framework speaks HTTP/1.1.</summary>
    public static void Prepare(HttpRequestMessage request) => request.Version = HttpVersion.Version11;

    /// <summary>Opens an answer's body.</summary>
    public static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }

    /// <summary>Reads what is there into the rest of a buffer. Network streams here do not hear of a token once they read.</summary>
    public static async ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        Task<int> read = stream.ReadAsync(buffer, offset, buffer.Length - offset, cancellationToken);
        if (!read.IsCompleted)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), cancelled))
            {
                if (await Task.WhenAny(read, cancelled.Task).ConfigureAwait(false) != read)
                {
                    _ = read.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                    throw new OperationCanceledException(cancellationToken);
                }
            }
        }

        return await read.ConfigureAwait(false);
    }

    /// <summary>The headers as they were sent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpResponseHeaders headers)
    {
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
        {
            yield return new KeyValuePair<string, string>(header.Key, header.Value.FirstOrDefault() ?? "");
        }
    }

    /// <summary>What the platform itself says went wrong; <see langword="null"/> when that is for the exception inside to say.</summary>
    public static TransportError? ErrorOf(Exception exception) => exception is not WebException failure ? null : failure.Status switch
    {
        WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.RequestProhibitedByProxy => TransportError.ProxyFailed,
        WebExceptionStatus.MessageLengthLimitExceeded => TransportError.HeadersTooLarge,
        WebExceptionStatus.ServerProtocolViolation => TransportError.NotHttp,
        _ => null,
    };

    /// <summary>Whether an exception says that the proxy wants a credential, or another one.</summary>
    public static bool IsProxyRefusal(Exception exception) =>
        exception is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } };
}
