using PortfolioMargin.Sandbox.Endpoints;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Limits;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox;

/// <summary>
/// An exchange in this process: give it to an <see cref="HttpClient"/>, or put it behind a socket. It checks keys, signatures, times,
/// parameters and weight as the documented endpoints do, and serves generated, repeatable orders. Safe for use by several threads.
/// </summary>
public sealed class SandboxExchange : HttpMessageHandler
{
    /// <summary>The base address to use when the exchange is not behind a socket: no name server knows it.</summary>
    public static readonly Uri BaseUri = new("https://sandbox.portfoliomargin.invalid/");

    /// <summary>The path of forced margin orders.</summary>
    public const string MarginForceOrdersPath = "/papi/v1/margin/forceOrders";

    /// <summary>The path of forced orders of USDⓈ-M futures.</summary>
    public const string UmForceOrdersPath = "/papi/v1/um/forceOrders";

    /// <summary>The path of forced orders of COIN-M futures.</summary>
    public const string CmForceOrdersPath = "/papi/v1/cm/forceOrders";

    /// <summary>The path that answers <c>{}</c>.</summary>
    public const string PingPath = "/papi/v1/ping";

    private const ulong ResponseStream = 30;
    private const int UnknownPathWeight = 1;

    private readonly SandboxOptions _options;
    private readonly ExchangeClock _clock;
    private readonly WeightMeter _meter;
    private readonly SecurityCheck _security;
    private readonly Dictionary<string, Endpoint> _endpoints;
    private readonly string _weightHeader;

    /// <param name="options">How to behave.</param>
    /// <param name="timeProvider">The clock, and what latency is measured by. Default: the system's.</param>
    public SandboxExchange(SandboxOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new SandboxOptions();
        _clock = new ExchangeClock(timeProvider ?? TimeProvider.System, _options.ClockOffset);
        _meter = new WeightMeter(_options, _clock);
        _security = new SecurityCheck(_options.Accounts, _clock);
        _weightHeader = WeightHeader.NameFor(_options.WeightInterval);
        Margin = MarketLists.Margin(_options, _clock);
        Um = MarketLists.Futures(SandboxMarket.Um, _options, _clock);
        Cm = MarketLists.Futures(SandboxMarket.Cm, _options, _clock);
        Requests = new RequestLog(_options.RequestLogCapacity, () => _meter.UsedByInterval);
        _endpoints = new Endpoint[]
        {
            new PingEndpoint(),
            new MarginForceOrders(Margin, _clock),
            new UmForceOrders(Um, _clock),
            new CmForceOrders(Cm, _clock),
        }.ToDictionary(endpoint => endpoint.Path);
    }

    /// <summary>The requests received so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The margin list.</summary>
    public MarketOrders Margin { get; }

    /// <summary>The list of USDⓈ-M futures.</summary>
    public MarketOrders Um { get; }

    /// <summary>The list of COIN-M futures.</summary>
    public MarketOrders Cm { get; }

    /// <summary>How far the exchange's clock is ahead of the given one; may be moved at any time.</summary>
    public TimeSpan ClockOffset
    {
        get => _clock.Offset;
        set => _clock.Offset = value;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("A request needs an address.");
        RequestQuery query = RequestQuery.Parse(uri.Query.Length > 0 ? uri.Query.Substring(1) : string.Empty);
        _endpoints.TryGetValue(uri.AbsolutePath, out Endpoint? endpoint);
        ReceivedRequest received = Requests.Enter(uri.AbsolutePath, (number, onPath) => Describe(number, onPath, request, query));
        bool bodyStaysOpen = false;
        try
        {
            if (_options.Latency > TimeSpan.Zero)
            {
                await _clock.DelayAsync(_options.Latency, cancellationToken).ConfigureAwait(false);
            }

            Fault[] faults = FaultsAt(received, endpoint);
            var context = new FaultContext(_options, _clock, _meter, endpoint?.List ?? Margin, received.Number);
            foreach (Fault fault in faults)
            {
                fault.Apply(context);
            }

            MeterReading reading = _meter.Count(endpoint?.WeightOf(query) ?? UnknownPathWeight);
            SandboxResponse response = reading.State == MeterState.Open
                ? await Serving(request, query, endpoint, faults, context, cancellationToken)().ConfigureAwait(false)
                : Refusal(reading);
            response = response.With(_weightHeader, FormattableString.Invariant($"{reading.Used}"));
            HttpResponseMessage message = response.ToMessage(request, _clock.Date, Requests.Leave, cancellationToken);
            received.Status = response.Status;
            bodyStaysOpen = response.Break is not null;
            return message;
        }
        finally
        {
            if (!bodyStaysOpen)
            {
                Requests.Leave();
            }
        }
    }

    private ReceivedRequest Describe(int number, int onPath, HttpRequestMessage request, RequestQuery query) => new()
    {
        Number = number,
        NumberOnPath = onPath,
        Method = request.Method.Method,
        Path = request.RequestUri!.AbsolutePath,
        ReceivedAt = _clock.Now,
        Parameters = query.Parameters.GroupBy(parameter => parameter.Key).ToDictionary(named => named.Key, named => named.First().Value),
    };

    private Fault[] FaultsAt(ReceivedRequest request, Endpoint? endpoint)
    {
        IEnumerable<Fault> faults = _options.Faults.FaultsAt(request.Number, endpoint?.List?.Market, request.NumberOnPath);
        return _options.FaultFor?.Invoke(request) is { } chosen ? [.. faults, chosen] : [.. faults];
    }

    // Each fault stands before the next, and the response of the endpoint behind them all.
    private Func<Task<SandboxResponse>> Serving(
        HttpRequestMessage request, RequestQuery query, Endpoint? endpoint, Fault[] faults, FaultContext context, CancellationToken cancellationToken)
    {
        ResponseView view = faults.Aggregate(_options.View, (current, fault) => fault.ViewOf(current, context));
        ulong draw = SplitMix64.ForItem(_options.Seed, ResponseStream, context.RequestNumber).Next();
        Func<Task<SandboxResponse>> serve = () => Task.FromResult(Serve(request, query, endpoint, view, draw));
        foreach (Fault fault in Enumerable.Reverse(faults))
        {
            Func<Task<SandboxResponse>> next = serve;
            serve = () => fault.RespondAsync(next, context, cancellationToken);
        }

        return serve;
    }

    private SandboxResponse Serve(HttpRequestMessage request, RequestQuery query, Endpoint? endpoint, ResponseView view, ulong draw)
    {
        string method = request.Method.Method;
        if (endpoint is null)
        {
            return SandboxResponse.Of(ExchangeErrors.UnknownPath(request.RequestUri!.AbsolutePath, method));
        }

        if (request.Method != HttpMethod.Get)
        {
            return SandboxResponse.Of(ExchangeErrors.WrongMethod(endpoint.Path, method)).With("Allow", "GET");
        }

        ExchangeError? error = endpoint.IsSigned ? _security.Check(request, query) : null;
        return error is null ? endpoint.Serve(query, view, draw) : SandboxResponse.Of(error);
    }

    private SandboxResponse Refusal(MeterReading reading)
    {
        ExchangeError error = reading.State == MeterState.Banned
            ? ExchangeErrors.Ban(reading.Until)
            : ExchangeErrors.WeightLimit(_options.WeightLimit, WeightHeader.InWords(_options.WeightInterval));
        return SandboxResponse.Of(error).WithRetryAfter(reading.Until - _clock.Now);
    }
}
