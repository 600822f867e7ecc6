using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// How many requests may be in flight at once: as many as responses have shown to be welcome, and no more than the connections
/// can carry at once. Not thread-safe: the rate limiter's lock guards it. Times are those of the rate limiter's own clock.
/// </summary>
/// <remarks>
/// The limit starts at 16 and rises by one with each good response, so it doubles with each round of them, up to 64. An overload,
/// a 429 or a growing latency halves it, once for each round; from then on it rises by one with each round. A pause or a ban
/// takes it down to one request, which shows whether more are welcome; then it doubles again, up to half of what it was.
/// HTTP/2 carries all of them on one connection. HTTP/1.1 needs a connection for each, so there at most 8 are in flight.
/// </remarks>
/// <param name="needsConnection">Whether requests travel by connections; those to the embedded exchange do not.</param>
internal sealed class ConcurrencyLimit(bool needsConnection)
{
    /// <summary>The limit at the beginning, and until the first response of a minute tells the weight used.</summary>
    public const int Initial = 16;

    /// <summary>The highest limit.</summary>
    public const int Maximum = 64;

    /// <summary>The highest limit over HTTP/1.1, and as long as the protocol is not known: the number of connections.</summary>
    public const int MaximumConnections = 8;

    /// <summary>How long after a response its connection is taken to be open. The HTTP handlers keep an idle one for longer than that.</summary>
    public static readonly TimeSpan ConnectionIsOpenFor = TimeSpan.FromSeconds(50);

    /// <summary>How long one request alone may set up the first connection.</summary>
    private static readonly TimeSpan LongestSetUp = TimeSpan.FromSeconds(2);

    /// <summary>How long one response over HTTP/1.1 holds the limit down. Behind one name there may be several ways and servers.</summary>
    private static readonly TimeSpan Http11IsRemembered = TimeSpan.FromMinutes(1);

    private readonly LatencyTrend _latency = new();
    private int _limit = Initial;
    private int _streams = Maximum;
    private int _threshold = Maximum;
    private int _goodResponses;
    private long _granted;
    private long _grantedBeforeReduction;
    private bool _isHttp2 = !needsConnection;
    private TimeSpan? _setUpSince;
    private TimeSpan? _lastResponse;
    private TimeSpan? _lastHttp11;

    /// <summary>How many requests are in flight.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether one more may be in flight.</summary>
    /// <param name="isMinuteKnown">Whether a response has told the weight used in the exchange's current minute.</param>
    /// <param name="now">The time now.</param>
    public bool HasRoom(bool isMinuteKnown, TimeSpan now) => InFlight < Current(isMinuteKnown, now);

    /// <summary>When time alone makes room; <see cref="TimeSpan.MaxValue"/> when only a response does.</summary>
    public TimeSpan NextChange(TimeSpan now) => IsSetUp(now) || _setUpSince is not { } since ? TimeSpan.MaxValue : since + LongestSetUp;

    /// <summary>Counts a request as in flight.</summary>
    /// <returns>The request's number, for <see cref="Learn"/>.</returns>
    public long Begin(TimeSpan now)
    {
        InFlight++;
        if (!HasOpenConnection(now))
        {
            _setUpSince ??= now;
        }

        return ++_granted;
    }

    /// <summary>Ends a request that was in flight.</summary>
    public void End() => InFlight--;

    /// <summary>Takes a response into account. Call it before <see cref="End"/>.</summary>
    /// <param name="permit">What was granted to the request.</param>
    /// <param name="feedback">What came of it.</param>
    /// <param name="isStopped">Whether a pause or a ban is in force.</param>
    /// <param name="latency">How long the response took.</param>
    /// <param name="now">The time now.</param>
    public void Learn(AcquireResult permit, in ResponseFeedback feedback, bool isStopped, TimeSpan latency, TimeSpan now)
    {
        if (feedback.HttpVersion is { } version)
        {
            ObserveConnection(version, now);
        }

        switch (feedback.Signal)
        {
            case ServerSignal.Accepted when _latency.HasGrown(permit.Weight, latency, roundLength: Math.Min(_limit, InFlight)):
            case ServerSignal.Overloaded:
                Reduce(permit.Number, toOne: false);
                break;
            case ServerSignal.RateLimited or ServerSignal.Banned:
                Reduce(permit.Number, toOne: true);
                break;
            case ServerSignal.Accepted when !isStopped:
                Raise();
                break;
            default:
                break;
        }
    }

    /// <summary>Takes the server's limit of concurrent streams on an HTTP/2 connection into account.</summary>
    public void ObserveStreamLimit(int streams) => _streams = Math.Max(1, Math.Min(streams, Maximum));

    private int Current(bool isMinuteKnown, TimeSpan now) =>
        !IsSetUp(now) ? 1 : Math.Min(isMinuteKnown ? _limit : Math.Min(_limit, Initial), MaximumOnTheWire);

    /// <summary>How many requests the connections can carry at once.</summary>
    private int MaximumOnTheWire => _isHttp2 ? _streams : MaximumConnections;

    /// <summary>Whether a connection is open, or its set-up has taken too long to keep other requests waiting for it.</summary>
    private bool IsSetUp(TimeSpan now) => HasOpenConnection(now) || InFlight == 0 || !(now < _setUpSince + LongestSetUp);

    private bool HasOpenConnection(TimeSpan now) => !needsConnection || now < _lastResponse + ConnectionIsOpenFor;

    private void ObserveConnection(Version version, TimeSpan now)
    {
        (_lastResponse, _setUpSince) = (now, null);
        if (version.Major < 2)
        {
            _lastHttp11 = now;
        }

        _isHttp2 = !needsConnection || (version.Major >= 2 && !(now < _lastHttp11 + Http11IsRemembered));
    }

    /// <summary>Raises the limit, if it was made use of: one that was not has shown nothing.</summary>
    private void Raise()
    {
        if (InFlight * 2 < Math.Min(_limit, MaximumOnTheWire))
        {
            return;
        }

        bool isSlowStart = _limit < _threshold;
        if (isSlowStart || ++_goodResponses >= _limit)
        {
            _limit = Math.Min(Maximum, _limit + 1);
            _goodResponses = 0;
        }
    }

    /// <summary>Lowers the limit, once for all requests that were in flight together.</summary>
    private void Reduce(long number, bool toOne)
    {
        if (number > _grantedBeforeReduction)
        {
            _threshold = Math.Max(1, (toOne ? _limit : Math.Min(_limit, InFlight)) / 2);
            _limit = _threshold;
            _grantedBeforeReduction = _granted;
        }

        _limit = toOne ? 1 : _limit;
        _goodResponses = 0;
    }
}
