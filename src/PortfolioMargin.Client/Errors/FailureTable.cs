namespace PortfolioMargin.Client.Errors;

/// <summary>
/// The one table of failures: for each code of the exchange, each status and each error on the way, what it is called, whether it is
/// tried again, what the rate limiter learns, and what explains it. docs/reliability.md shows the same for people.
/// </summary>
internal static class FailureTable
{
    private static readonly FailureRule ApiKeyRejected = new(
        static (message, call) => new ApiKeyRejectedException(message) { Outcome = call.Outcome }, RetryAction.GiveUp);

    private static readonly FailureRule InvalidSignature = new(
        static (message, call) => new InvalidSignatureException(message) { Outcome = call.Outcome }, RetryAction.GiveUp);

    private static readonly FailureRule ClockSkew = new(
        static (message, call) => new ClockSkewException(message) { Outcome = call.Outcome, ClockOffset = call.ClockOffset }, RetryAction.CorrectClock);

    private static readonly FailureRule RateLimited = new(
        static (message, call) => new RateLimitedException(message) { Outcome = call.Outcome, RetryAt = call.Until }, RetryAction.WaitForLimit)
    {
        Signal = ServerSignal.RateLimited,
    };

    private static readonly FailureRule IpBanned = new(
        static (message, call) => new IpBannedException(message) { Outcome = call.Outcome, BannedUntil = call.Until }, RetryAction.GiveUp)
    {
        Signal = ServerSignal.Banned,
        Fact = "Nothing more is sent to it before then",
    };

    private static readonly FailureRule FirewallBlocked = new(
        static (message, call) => new FirewallBlockedException(message) { Outcome = call.Outcome }, RetryAction.GiveUp);

    private static readonly FailureRule InvalidTimeRange = new(
        static (message, call) => new InvalidTimeRangeException(message) { Outcome = call.Outcome }, RetryAction.GiveUp);

    private static readonly FailureRule WindowTooLong = new(
        static (message, call) => new InvalidTimeRangeException(message) { Outcome = call.Outcome, IntervalTooLong = true }, RetryAction.GiveUp)
    {
        ShorterWindowMayHelp = true,
        Fact = "The window is longer than the exchange accepts",
    };

    private static readonly FailureRule InvalidParameter = new(
        static (message, call) => new InvalidParameterException(message) { Outcome = call.Outcome }, RetryAction.GiveUp)
    {
        ShorterWindowMayHelp = true,
    };

    private static readonly FailureRule ServerUnavailable = new(
        static (message, call) => new ServerUnavailableException(message) { Outcome = call.Outcome }, RetryAction.BackOff);

    private static readonly FailureRule NetworkFailure = new(
        static (message, call) => new NetworkFailureException(message) { Outcome = call.Outcome }, RetryAction.BackOff);

    private static readonly FailureRule OperationTimeout = new(
        static (message, call) => new OperationTimeoutException(message) { Outcome = call.Outcome }, RetryAction.BackOff);

    private static readonly FailureRule InvalidResponse = new(
        static (message, call) => new InvalidResponseException(message) { Outcome = call.Outcome, Field = call.Last.Field, OrderId = call.Last.OrderId },
        RetryAction.BackOff);

    /// <summary>By the exchange's code: it is documented as stable, where texts vary.</summary>
    private static readonly Dictionary<int, FailureRule> ByCode = new()
    {
        [-1000] = ServerUnavailable,
        [-1001] = ServerUnavailable,
        [-1002] = ApiKeyRejected,
        [-1003] = RateLimited,
        [-1006] = ServerUnavailable,
        [-1007] = ServerUnavailable,
        [-1008] = ServerUnavailable with { Signal = ServerSignal.Overloaded },
        [-1016] = ServerUnavailable,
        [-1021] = ClockSkew,
        [-1022] = InvalidSignature,
        [-1023] = InvalidTimeRange,
        [-1127] = WindowTooLong,
        [-2014] = ApiKeyRejected,
        [-2015] = ApiKeyRejected,
        [-21001] = ApiKeyRejected with { Fact = "The account of this key is not a Portfolio Margin account" },
    };

    /// <summary>By what went wrong on the way.</summary>
    private static readonly Dictionary<TransportError, FailureRule> ByTransportError = new()
    {
        [TransportError.StillBanned] = IpBanned,
        [TransportError.LimitTooLong] = RateLimited with { Action = RetryAction.GiveUp },
        [TransportError.NameNotResolved] = NetworkFailure,
        [TransportError.ConnectionBroken] = NetworkFailure,
        [TransportError.TlsFailed] = NetworkFailure,
        [TransportError.CertificateRefused] = NetworkFailure with { Action = RetryAction.GiveUp, Fact = "This cannot be overridden" },
        [TransportError.ProxyFailed] = NetworkFailure,
        [TransportError.HeadersTimedOut] = OperationTimeout,
        [TransportError.BodyTimedOut] = OperationTimeout,
        [TransportError.BodyShort] = NetworkFailure,
        [TransportError.BodyTooLarge] = InvalidResponse with { Action = RetryAction.GiveUp },
        [TransportError.NotAPage] = InvalidResponse,
        [TransportError.FieldUnreadable] = InvalidResponse with { Action = RetryAction.GiveUp },
    };

    /// <summary>By the status, when there is no code or one that is not known.</summary>
    private static FailureRule ByStatus(int? status, bool hasCode) => status switch
    {
        401 => ApiKeyRejected,
        403 or 451 => FirewallBlocked,
        404 when !hasCode => InvalidResponse with { Action = RetryAction.GiveUp, Fact = "The endpoint does not seem to be there" },
        407 => NetworkFailure with { Action = RetryAction.GiveUp },
        408 or >= 500 => ServerUnavailable,
        418 => IpBanned,
        429 => RateLimited,
        >= 300 and < 400 => NetworkFailure with { Action = RetryAction.GiveUp, Fact = "Redirects are not followed, because the key must not go elsewhere" },
        >= 400 => hasCode ? InvalidParameter : InvalidResponse with { Action = RetryAction.GiveUp },
        _ => InvalidResponse,
    };

    /// <summary>The row for a failure.</summary>
    public static FailureRule RuleFor(Failure failure)
    {
        if (failure.Error != TransportError.None)
        {
            return ByTransportError[failure.Error];
        }

        if (failure.ApiError is { } said && BanMessage.IsIn(said))
        {
            return IpBanned;
        }

        return failure is { ApiError: { } error, StatusCode: not (418 or 429) }
            ? RuleForCode(error, failure.StatusCode)
            : ByStatus(failure.StatusCode, failure.ApiError is not null);
    }

    /// <summary>Whether a status alone does not tell enough: then an answer whose body breaks off is as good as none.</summary>
    public static bool NeedsBody(int? status) =>
        status is null or (>= 200 and < 300) or (>= 400 and < 500 and not (401 or 403 or 407 or 408 or 418 or 429 or 451));

    private static FailureRule RuleForCode(ApiError error, int? status)
    {
        if (ByCode.TryGetValue(error.Code, out FailureRule? known))
        {
            return known;
        }

        bool isRefusal = status is >= 400 and < 500 and not 408;
        return isRefusal && WindowTooLongMessage.IsIn(error.Message) ? WindowTooLong
            : error.Code is <= -1100 and > -1200 ? InvalidParameter
            : ByStatus(status, hasCode: true);
    }
}
