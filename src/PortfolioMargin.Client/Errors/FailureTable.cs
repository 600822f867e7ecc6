using static PortfolioMargin.Client.Errors.FailureText;

namespace PortfolioMargin.Client.Errors;

/// <summary>
/// The one table of failures: for each code of the exchange, each status and each error on the way, what it is called, whether it is
/// tried again, what the rate limiter learns, and how it reads. docs/reliability.md shows the same for people.
/// </summary>
internal static class FailureTable
{
    private static readonly FailureRule ApiKeyRejected = new(
        static (message, call) => new ApiKeyRejectedException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The exchange does not accept the API key");

    private static readonly FailureRule AccountNotAvailable = new(
        static (message, call) => new AccountNotAvailableException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The account of this API key is not a Portfolio Margin account");

    private static readonly FailureRule InvalidSignature = new(
        static (message, call) => new InvalidSignatureException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The exchange rejected the signature");

    private static readonly FailureRule ClockSkew = new(
        static (message, call) => new ClockSkewException(message) { Outcome = call.Outcome, ClockOffset = call.ClockOffset },
        RetryAction.CorrectClock,
        static _ => "The exchange rejected the time that the request was signed at")
    {
        Fact = static call => ClockOf(call.ClockOffset),
    };

    private static readonly FailureRule RateLimited = new(
        static (message, call) => new RateLimitedException(message) { Outcome = call.Outcome, RetryAt = call.Until },
        RetryAction.WaitForLimit,
        static call => $"The request limit of {call.Host} is used up until {Until(call)}")
    {
        Signal = ServerSignal.RateLimited,
    };

    private static readonly FailureRule IpBanned = new(
        static (message, call) => new IpBannedException(message) { Outcome = call.Outcome, BannedUntil = call.Until },
        RetryAction.GiveUp,
        static call => $"{call.Host} has banned this IP address until {Until(call)}")
    {
        Signal = ServerSignal.Banned,
        Fact = static call => call.Attempts == 0 ? null : "Nothing more is sent to it before then",
    };

    private static readonly FailureRule FirewallBlocked = new(
        static (message, call) => new FirewallBlockedException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static call => call.Last.IsFirewallChallenge ? "A firewall answered with a challenge for browsers" : "A firewall blocked the request");

    private static readonly FailureRule TimeRangeRefused = new(
        static (message, call) => new TimeRangeRefusedException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The exchange rejected the time range");

    private static readonly FailureRule WindowTooLong = TimeRangeRefused with
    {
        What = static _ => "The window is longer than the exchange accepts",
        ShorterWindowMayHelp = true,
    };

    private static readonly FailureRule ParameterRefused = new(
        static (message, call) => new ParameterRefusedException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The exchange rejected a parameter")
    {
        ShorterWindowMayHelp = true,
    };

    private static readonly FailureRule RequestRefused = new(
        static (message, call) => new RequestRefusedException(message) { Outcome = call.Outcome },
        RetryAction.GiveUp,
        static _ => "The exchange refused the request with a code that this version does not know")
    {
        ShorterWindowMayHelp = true,
    };

    private static readonly FailureRule ServerUnavailable = new(
        static (message, call) => new ServerUnavailableException(message) { Outcome = call.Outcome },
        RetryAction.BackOff,
        static _ => "The exchange is not able to answer at the moment")
    {
        Fact = static call => call.Until is null ? null : $"It asks not to be called before {Until(call)}",
    };

    private static readonly FailureRule NetworkFailure = new(
        static (message, call) => new NetworkFailureException(message) { Outcome = call.Outcome },
        RetryAction.BackOff,
        static call => call.Last.StatusCode is null
            ? $"There was no connection to {call.Host}, or it broke"
            : $"The connection to {call.Host} broke while the answer was read")
    {
        Brief = "no connection",
    };

    private static readonly FailureRule OperationTimeout = new(
        static (message, call) => new OperationTimeoutException(message) { Outcome = call.Outcome },
        RetryAction.BackOff,
        static call => $"{call.Host} did not answer within {DisplayFormat.Duration(call.ConnectionTimeout)}")
    {
        Brief = "no answer in time",
    };

    private static readonly FailureRule InvalidResponse = new(
        static (message, call) => new InvalidResponseException(message) { Outcome = call.Outcome, Field = call.Last.Field, OrderId = call.Last.OrderId },
        RetryAction.BackOff,
        static _ => "The answer is not the documented JSON");

    private static readonly FailureRule NoSuchEndpoint = InvalidResponse with
    {
        Action = RetryAction.GiveUp,
        What = static call => $"There is no such endpoint at {call.Host}",
    };

    private static readonly FailureRule Redirected = NetworkFailure with
    {
        Action = RetryAction.GiveUp,
        What = static call => $"{call.Host} redirects to {call.Last.RedirectTarget ?? "another address"}",
        Fact = static _ => "Redirects are not followed, because the key must not go elsewhere",
        Brief = null,
    };

    private static readonly FailureRule ProxyRefused = NetworkFailure with
    {
        Action = RetryAction.GiveUp,
        What = static _ => "The proxy refuses to connect without a user name and password, or with these",
        Brief = null,
    };

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
        [-1011] = ApiKeyRejected,
        [-1016] = ServerUnavailable,
        [-1021] = ClockSkew,
        [-1022] = InvalidSignature,
        [-1023] = TimeRangeRefused,
        [-1127] = WindowTooLong,
        [-2008] = ApiKeyRejected,
        [-2014] = ApiKeyRejected,
        [-2015] = ApiKeyRejected,
        [-4047] = WindowTooLong,
        [-4166] = WindowTooLong,
        [-5000] = NoSuchEndpoint,
        [-6021] = WindowTooLong,
        [-21001] = AccountNotAvailable,
        [-21007] = AccountNotAvailable with { What = static _ => "The account of this API key is in liquidation" },
    };

    /// <summary>By what went wrong on the way.</summary>
    private static readonly Dictionary<TransportError, FailureRule> ByTransportError = new()
    {
        [TransportError.StillBanned] = IpBanned with { Brief = "IP banned" },
        [TransportError.LimitTooLong] = RateLimited with { Action = RetryAction.GiveUp, Brief = "request limit used up" },
        [TransportError.NameNotResolved] = NetworkFailure with
        {
            What = static call => $"The name of {call.Host} could not be resolved",
            Brief = "name not resolved",
        },
        [TransportError.ConnectionBroken] = NetworkFailure,
        [TransportError.ProtocolBroken] = NetworkFailure with
        {
            What = static call => $"{call.Host}, or a proxy on the way, broke off the request over HTTP/2",
            Brief = "request broken off",
        },
        [TransportError.TlsFailed] = NetworkFailure with
        {
            What = static call => $"No secure connection to {call.Host} could be made",
            Brief = "TLS failed",
        },
        [TransportError.CertificateRefused] = NetworkFailure with
        {
            Action = RetryAction.GiveUp,
            What = static call => $"The certificate of {call.Host} is not trusted",
            Fact = static _ => "This cannot be overridden",
            Brief = "certificate not trusted",
        },
        [TransportError.ProxyFailed] = NetworkFailure with
        {
            What = static call => $"The proxy could not connect to {call.Host}",
            Brief = "proxy failed",
        },
        [TransportError.HeadersTimedOut] = OperationTimeout,
        [TransportError.HeadersTooLarge] = InvalidResponse with
        {
            Action = RetryAction.GiveUp,
            What = static _ => "The headers of the answer are larger than 64 KiB",
            Brief = "headers too large",
        },
        [TransportError.NotHttp] = InvalidResponse with { What = static call => $"What {call.Host} answered is not HTTP", Brief = "answer is not HTTP" },
        [TransportError.BodyTimedOut] = OperationTimeout with
        {
            What = static call => $"{call.Host} began to answer and then was silent for {DisplayFormat.Duration(call.OperationTimeout)}",
            Brief = "answer stalled",
        },
        [TransportError.BodyShort] = NetworkFailure with { What = static call => $"The answer of {call.Host} ended too early", Brief = "answer cut short" },
        [TransportError.BodyTooLarge] = InvalidResponse with
        {
            Action = RetryAction.GiveUp,
            What = static _ => "The answer is larger than any page can be",
            Brief = "answer too large",
        },
        [TransportError.NotAPage] = InvalidResponse with { Brief = "answer is not a page" },
        [TransportError.FieldUnreadable] = InvalidResponse with
        {
            Action = RetryAction.GiveUp,
            What = static call => call.Last.Detail?.TrimEnd('.') ?? "A value in the answer cannot be read exactly",
            Brief = "answer cannot be read",
        },
    };

    /// <summary>The row for a failure.</summary>
    public static FailureRule RuleFor(Failure failure) => failure switch
    {
        { IsFirewallChallenge: true, ApiError: null } => FirewallBlocked,
        { Error: not TransportError.None } => ByTransportError[failure.Error],
        { ApiError: { } error } when BanMessage.IsIn(error) => IpBanned,
        { ApiError: { } error, StatusCode: not (418 or 429) } when ByCode.TryGetValue(error.Code, out FailureRule? known) => known,
        { ApiError.Code: <= -1100 and > -1200, StatusCode: not (418 or 429) } => ParameterRefused,
        _ => ByStatus(failure.StatusCode, failure.ApiError is not null),
    };

    /// <summary>Whether a status alone does not tell enough: then an answer whose body breaks off is as good as none.</summary>
    public static bool NeedsBody(int? status) =>
        status is null or (>= 200 and < 300) or (>= 400 and < 500 and not (401 or 403 or 407 or 408 or 418 or 429 or 451));

    /// <summary>By the status, when there is no code or one that is not known.</summary>
    private static FailureRule ByStatus(int? status, bool hasCode) => status switch
    {
        401 => ApiKeyRejected,
        403 or 451 => FirewallBlocked,
        404 when !hasCode => NoSuchEndpoint,
        407 => ProxyRefused,
        408 or >= 500 => ServerUnavailable,
        418 => IpBanned,
        429 => RateLimited,
        >= 300 and < 400 => Redirected,
        _ when hasCode => RequestRefused,
        >= 400 => InvalidResponse with { Action = RetryAction.GiveUp, What = static _ => "The answer is an error without a code of the exchange" },
        _ => InvalidResponse,
    };
}
