using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Limits;
using PortfolioMargin.Sandbox.Orders;
using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox;

/// <summary>
/// An exchange in this process: give it to an <see cref="HttpClient"/>, or put it behind a socket. It checks keys, signatures, times,
/// parameters and weight as the documented endpoint does, and serves made-up, repeatable orders. Safe for use by several threads.
/// </summary>
public sealed class SandboxExchange : HttpMessageHandler
{
    /// <summary>The base address to use when the exchange is not behind a socket: no name server knows it.</summary>
    public static readonly Uri BaseUri = new("https://sandbox.portfoliomargin.invalid/");

    /// <summary>The path of forced orders.</summary>
    public const string ForceOrdersPath = "/papi/v1/margin/forceOrders";

    /// <summary>The path that answers <c>{}</c>.</summary>
    public const string PingPath = "/papi/v1/ping";

    private const int RequestWeight = 1;

    private readonly SandboxOptions _options;
    private readonly ExchangeClock _clock;
    private readonly OrderList _orders;
    private readonly OrderArrivals _arrivals;
    private readonly WeightMeter _meter;
    private readonly SecurityCheck _security;
    private readonly ForceOrderEndpoint _forceOrders;
    private readonly FaultScene _scene;
    private readonly string _weightHeader;

    /// <param name="options">How to behave.</param>
    /// <param name="timeProvider">The clock, and what latency is measured by. Default: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SandboxExchange(SandboxOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new SandboxOptions();
        OptionsCheck.Check(_options);
        _clock = new ExchangeClock(timeProvider ?? TimeProvider.System, _options.ClockOffset);
        _orders = new OrderList(Histories.For(_options, _clock.Now), _options.SortOrder);
        _arrivals = new OrderArrivals(_orders, new OrderMaker(_options.Seed), _options.ArrivalTime, _clock);
        _meter = new WeightMeter(_options, _clock);
        _security = new SecurityCheck(_options.Accounts, _clock);
        _forceOrders = new ForceOrderEndpoint(_options, _orders, _clock);
        _scene = new FaultScene(_options, _clock, _orders, _arrivals, _meter);
        _weightHeader = WeightHeader.NameFor(_options.WeightInterval);
        Requests = new RequestLog(_options.RequestLogCapacity, () => _meter.UsedByInterval);
    }

    /// <summary>What the exchange saw so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The orders now listed, in the order they are served in.</summary>
    public IReadOnlyList<SandboxOrder> Orders => _orders.Snapshot();

    /// <summary>How far the exchange's clock is ahead of the given one; may be moved at any time.</summary>
    public TimeSpan ClockOffset
    {
        get => _clock.Offset;
        set => _clock.Offset = value;
    }

    /// <summary>Adds made-up orders at the new end of the list.</summary>
    /// <param name="count">How many.</param>
    public void Arrive(int count) => _arrivals.Arrive(count);

    /// <summary>Adds an order at the new end of the list.</summary>
    /// <param name="order">The order.</param>
    /// <exception cref="ArgumentException">It is older than the newest order.</exception>
    public void Arrive(SandboxOrder order) => _orders.Arrive(order);

    /// <summary>Takes the oldest orders off the list.</summary>
    /// <param name="count">How many.</param>
    public void Expire(int count) => _orders.Expire(count);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("A request needs an address.");
        SentQuery query = SentQuery.Parse(uri.Query.Length > 0 ? uri.Query.Substring(1) : string.Empty);
        ReceivedRequest received = Requests.Enter(number => Describe(number, request, query));
        bool bodyStaysOpen = false;
        try
        {
            if (_options.Latency > TimeSpan.Zero)
            {
                await _clock.DelayAsync(_options.Latency, cancellationToken).ConfigureAwait(false);
            }

            Fault[] faults = FaultsAt(received);
            FaultScene scene = _scene with { RequestNumber = received.Number };
            foreach (Fault fault in faults)
            {
                fault.Happen(scene);
            }

            MeterReading reading = _meter.Count(RequestWeight);
            Answer answer = reading.State == MeterState.Open
                ? await Serving(request, query, scene, faults, cancellationToken)(PageTweak.None).ConfigureAwait(false)
                : Refusal.Of(reading, _options, _clock.Now);
            answer = answer.With(_weightHeader, FormattableString.Invariant($"{reading.Used}"));
            HttpResponseMessage message = answer.ToMessage(request, Requests.Leave, cancellationToken);
            message.Headers.Date = _clock.Date;
            received.Status = answer.Status;
            bodyStaysOpen = answer.Break is not null;
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

    private ReceivedRequest Describe(int number, HttpRequestMessage request, SentQuery query) => new()
    {
        Number = number,
        Method = request.Method.Method,
        Path = request.RequestUri!.AbsolutePath,
        ReceivedAt = _clock.Now,
        Page = query.Number("current"),
        Size = query.Number("size"),
        StartTime = query.Number("startTime"),
        EndTime = query.Number("endTime"),
        ReceiveWindow = query.Number("recvWindow"),
        Timestamp = query.Number("timestamp"),
    };

    private Fault[] FaultsAt(ReceivedRequest request)
    {
        IEnumerable<Fault> faults = _options.Faults.FaultsAt(request.Number);
        return _options.FaultFor?.Invoke(request) is { } chosen ? [.. faults, chosen] : [.. faults];
    }

    // Each fault stands before the next, and the honest answer behind them all.
    private Func<PageTweak, Task<Answer>> Serving(
        HttpRequestMessage request, SentQuery query, FaultScene scene, Fault[] faults, CancellationToken cancellationToken)
    {
        Func<PageTweak, Task<Answer>> serve = tweak => Task.FromResult(Serve(request, query, tweak));
        foreach (Fault fault in Enumerable.Reverse(faults))
        {
            Func<PageTweak, Task<Answer>> next = serve;
            serve = tweak => fault.AnswerAsync(scene, next, tweak, cancellationToken);
        }

        return serve;
    }

    private Answer Serve(HttpRequestMessage request, SentQuery query, PageTweak tweak)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (path is not (PingPath or ForceOrdersPath))
        {
            return Answer.Of(ExchangeError.UnknownPath(path, request.Method.Method));
        }

        if (request.Method != HttpMethod.Get)
        {
            return Answer.Of(ExchangeError.WrongMethod(path, request.Method.Method)).With("Allow", "GET");
        }

        if (path == PingPath)
        {
            return Answer.Of(200, Answer.Json, "{}");
        }

        return _security.Check(request, query) is { } error ? Answer.Of(error) : _forceOrders.Serve(query, tweak);
    }
}
