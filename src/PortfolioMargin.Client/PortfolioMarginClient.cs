using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Paging;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client;

/// <summary>
/// Reads the forced orders of one account from <c>GET /papi/v1/margin/forceOrders</c>. Clients are cheap: connections, the
/// request limit and the clock's correction are shared by all clients of a host in the process.
/// </summary>
public sealed class PortfolioMarginClient : IPortfolioMarginClient
{
    private readonly HostState _host;
    private readonly HttpPageSource _source;
    private readonly TimeProvider _time;

    /// <summary>Makes a client in a world of its own.</summary>
    internal PortfolioMarginClient(ClientOptions options, HostRegistry hosts)
    {
        Validate(options ?? throw new ArgumentNullException(nameof(options)));
        _time = hosts.Time;
        _host = hosts.HostOf(options);
        _source = new HttpPageSource(options, hosts, _host);
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
        return Read(new PageWalkQuery
        {
            StartTime = asked.StartTime,
            EndTime = asked.EndTime,
            Skip = asked.Skip,
            Take = asked.Take,
            IncludeTotalCount = asked.IncludeTotalCount,
            ThrottleLimit = asked.ThrottleLimit ?? PageWalkQuery.DefaultThrottleLimit,
        });
    }

    /// <inheritdoc/>
    public IForceOrderReader ReadPages(ForceOrderPageQuery query)
    {
        ForceOrderPageQuery asked = query ?? throw new ArgumentNullException(nameof(query));
        return Read(new PageWalkQuery
        {
            StartTime = asked.StartTime,
            EndTime = asked.EndTime,
            Skip = asked.Skip,
            Take = asked.Take,
            PageSize = asked.PageSize,
            IncludeTotalCount = asked.IncludeTotalCount,
            ThrottleLimit = asked.ThrottleLimit ?? PageWalkQuery.DefaultThrottleLimit,
        });
    }

    private ForceOrderReader Read(PageWalkQuery asked) => asked.StartTime > asked.EndTime
        ? throw new InvalidTimeRangeException("The window starts after it ends. Nothing was sent.")
        : new ForceOrderReader(asked, _source, _time, () => _host.Clock.Now);

    /// <inheritdoc/>
    public async Task<ConnectionReport> TestAsync(CancellationToken cancellationToken)
    {
        Attempt attempt = await _source.ReadAsync(new PageRequest(default, Page: 1, Size: 1), cancellationToken).ConfigureAwait(false);
        UsedWeight? weight = attempt.Head?.MainWeight;
        return new ConnectionReport(attempt.Elapsed, attempt.ClockOffset, weight?.Weight, weight?.Limit ?? UsedWeight.LimitPerMinute);
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
