using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Http;

/// <summary>
/// Shares HTTP handlers, and with them their connections, between all clients with the same settings. A handler ends when it
/// has not been used for ten minutes, or when there are more than sixteen and it is the one used least recently; but never
/// while a request uses it. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="trust">Stands in for the check of certificates, or <see langword="null"/>.</param>
internal sealed class HttpConnections(TimeProvider time, CertificateTrust? trust)
{
    /// <summary>The most handlers that are kept for later use.</summary>
    public const int MaximumKept = 16;

    /// <summary>How long a handler is kept for later use.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<ConnectionSettings, SharedHandler> _handlers = [];
    private ITimer? _timer;

    /// <summary>How many handlers there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _handlers.Count;
            }
        }
    }

    /// <summary>Takes a handler for one request. Return it by disposing the lease when the response has been read.</summary>
    /// <param name="settings">What the request needs.</param>
    /// <param name="rateLimiter">The rate limiter of the host.</param>
    /// <exception cref="InsecureBaseUriException">The address is plain http, and its name leads to another machine.</exception>
    public HttpLease Rent(ConnectionSettings settings, RateLimiter rateLimiter)
    {
        lock (_gate)
        {
            if (!_handlers.TryGetValue(settings, out SharedHandler? handler))
            {
                settings.EnsureSecure();
                handler = new SharedHandler(new HttpMessageInvoker(PlatformHttp.CreateHandler(settings, trust, rateLimiter)));
                _handlers.Add(settings, handler);
            }

            handler.Users++;
            _timer ??= time.CreateTimer(static state => ((HttpConnections)state!).DisposeUnused(), this, KeptFor, KeptFor);
            return new HttpLease(handler.Invoker, () => Return(handler));
        }
    }

    private void Return(SharedHandler handler)
    {
        lock (_gate)
        {
            handler.Users--;
            handler.LastUse = time.GetTimestamp();
        }

        DisposeUnused();
    }

    private void DisposeUnused()
    {
        List<SharedHandler> ended = [];
        lock (_gate)
        {
            foreach (KeyValuePair<ConnectionSettings, SharedHandler> unused in _handlers
                .Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.LastUse).ToArray())
            {
                if (_handlers.Count > MaximumKept || time.GetElapsedTime(unused.Value.LastUse) >= KeptFor)
                {
                    _handlers.Remove(unused.Key);
                    ended.Add(unused.Value);
                }
            }

            if (_handlers.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        ended.ForEach(static handler => handler.Invoker.Dispose());
    }

    private sealed class SharedHandler(HttpMessageInvoker invoker)
    {
        public HttpMessageInvoker Invoker => invoker;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}

/// <summary>The use of an HTTP handler for one request.</summary>
internal sealed class HttpLease(HttpMessageInvoker invoker, Action? onReturn) : IDisposable
{
    /// <summary>Sends the request.</summary>
    public HttpMessageInvoker Invoker => invoker;

    public void Dispose() => onReturn?.Invoke();
}
