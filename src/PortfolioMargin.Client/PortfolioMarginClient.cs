using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Pagination;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Client.Watching;

namespace PortfolioMargin.Client;

/// <summary>
/// Reads the forced orders of one account. Clients are cheap: connections, the rate limiter and the clock's correction are shared by all
/// clients of a host in the process.
/// </summary>
public sealed class PortfolioMarginClient : IPortfolioMarginClient
{
    private readonly ClientOptions _options;
    private readonly HostRegistry _hosts;
    private readonly HostState _host;
    private readonly ExchangeClock _clock;

    /// <summary>Makes a client in a world of its own.</summary>
    internal PortfolioMarginClient(ClientOptions options, HostRegistry hosts)
    {
        Validate(options ?? throw new ArgumentNullException(nameof(options)));
        _options = options;
        _hosts = hosts;
        _host = hosts.HostOf(options);
        _clock = new ExchangeClock(_host.Clock, hosts.Time);
    }

    /// <summary>Makes a client. Nothing is sent.</summary>
    /// <param name="options">The account and the way to its exchange.</param>
    /// <exception cref="InsecureBaseUriException">The base address is neither https nor http on loopback.</exception>
    /// <exception cref="InvalidParameterException">The API key holds characters that no key has, the proxy is of a kind that cannot be used, or a number in the options is out of its range.</exception>
    public static PortfolioMarginClient Create(ClientOptions options) => new(options, HostRegistry.OfProcess);

    /// <summary>Refuses a base address that would send the key unencrypted, or that has the endpoint's path in it already.</summary>
    /// <param name="baseUri">The address.</param>
    /// <exception cref="InsecureBaseUriException">It is neither https nor http on loopback (127.0.0.0/8, ::1, localhost).</exception>
    /// <exception cref="InvalidParameterException">It goes on with <c>/papi/v1</c>.</exception>
    public static void EnsureUsable(Uri baseUri)
    {
        ExchangeAddress.EnsureSecure(baseUri);
        ExchangeAddress.EnsureWithoutEndpoint(baseUri);
    }

    /// <inheritdoc/>
    public IForceOrderReader ReadAll(ForceOrderQuery query)
    {
        ForceOrderQuery asked = query ?? throw new ArgumentNullException(nameof(query));
        EnsureOrder(asked.StartTime, asked.EndTime);
        bool isFutures = asked.Market != ForceOrderMarket.Margin;
        if (!isFutures && asked.AutoCloseType is not null)
        {
            throw new InvalidParameterException("The margin list does not tell liquidations from auto-deleveraging. Nothing was sent.");
        }

        Endpoint<ForceOrder> endpoint = EndpointOf(asked.Market);
        var filter = new ListRequest(default, endpoint.MaximumSize)
        {
            Symbol = isFutures ? asked.Symbol : null,
            AutoCloseType = asked.AutoCloseType,
        };
        Func<ForceOrder, bool> matches = isFutures || asked.Symbol is not { } symbol
            ? static _ => true
            : order => string.Equals(order.Symbol, symbol, StringComparison.OrdinalIgnoreCase);
        return new ForceOrderReader(new CompleteList<ForceOrder>(
            SourceOf(endpoint), endpoint, asked, filter, matches, _clock, message => _options.Observer?.OnWarning(message)));
    }

    /// <inheritdoc/>
    public IForceOrderReader ReadPages(ForceOrderPageQuery query)
    {
        ForceOrderPageQuery asked = query ?? throw new ArgumentNullException(nameof(query));
        EnsureOrder(asked.StartTime, asked.EndTime);
        return new ForceOrderReader(new PageList<ForceOrder>(SourceOf(MarginForceOrders.Endpoint), MarginForceOrders.Endpoint, asked));
    }

    /// <inheritdoc/>
    public IForceOrderWatch Watch(ForceOrderWatchQuery query) => Watch(query, onCheckpointStep: null);

    /// <summary>As <see cref="Watch(ForceOrderWatchQuery)"/>.</summary>
    /// <param name="query">What is watched.</param>
    /// <param name="onCheckpointStep">Called between the steps of writing a checkpoint, for tests that end there.</param>
    internal IForceOrderWatch Watch(ForceOrderWatchQuery query, Action? onCheckpointStep)
    {
        ForceOrderWatchQuery asked = query ?? throw new ArgumentNullException(nameof(query));
        if (asked.Markets.Count == 0 || (asked.AutoCloseType is not null && asked.Markets.Contains(ForceOrderMarket.Margin)))
        {
            throw new InvalidParameterException("A watch needs a market, and one that tells liquidations from auto-deleveraging where only one of them is wanted. Nothing was sent.");
        }

        WatchCheckpoint? checkpoint = asked.CheckpointPath is { } path ? WatchCheckpoint.Open(path, CheckpointOwner.Of(_options, asked), onCheckpointStep) : null;
        if (checkpoint?.WarningFor(asked) is { } warning)
        {
            _options.Observer?.OnWarning(warning);
        }

        IEnumerable<MarketWatch> markets = asked.Markets.Distinct().Select(market => new MarketWatch(market, asked, checkpoint?.ProgressOf(market), ReadAll, _clock));
        try
        {
            return new ForceOrderWatch(asked, markets, checkpoint, _options.Observer, _hosts.Time);
        }
        catch
        {
            checkpoint?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ConnectionReport> TestAsync(CancellationToken cancellationToken)
    {
        Attempt attempt = await SourceOf(MarginForceOrders.Endpoint)
            .ReadAttemptAsync(new ListRequest(default, Size: 1, Page: 1), cancellationToken).ConfigureAwait(false);
        UsedWeight? weight = attempt.Head?.MainWeight;
        return new ConnectionReport(attempt.Elapsed, attempt.ClockOffset, weight?.Weight, weight?.Limit ?? UsedWeight.LimitPerMinute);
    }

    private static Endpoint<ForceOrder> EndpointOf(ForceOrderMarket market) => market switch
    {
        ForceOrderMarket.Um => UmForceOrders.Endpoint,
        ForceOrderMarket.Cm => CmForceOrders.Endpoint,
        _ => MarginForceOrders.Endpoint,
    };

    private HttpPageSource<ForceOrder> SourceOf(Endpoint<ForceOrder> endpoint) => new(endpoint, _options, _hosts, _host);

    private static void EnsureOrder(DateTimeOffset? start, DateTimeOffset? end)
    {
        if (start > end)
        {
            throw new InvalidTimeRangeException("The window starts after it ends. Nothing was sent.");
        }
    }

    private static void Validate(ClientOptions options)
    {
        EnsureUsable(options.BaseUri);
        if (options.Proxy is { } proxy)
        {
            ExchangeAddress.EnsureProxyUsable(proxy);
            ExchangeAddress.EnsureSecureThrough(proxy, options.BaseUri);
        }

        if (options.ReceiveWindow is < 1 or > ClientOptions.MaximumReceiveWindow)
        {
            throw new InvalidParameterException(FormattableString.Invariant(
                $"The receive window must be from 1 to {ClientOptions.MaximumReceiveWindow} milliseconds. Nothing was sent."));
        }
    }
}
