using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>What follows an attempt.</summary>
internal enum RetryAction
{
    /// <summary>Not decided: the attempt was not answered.</summary>
    Undecided,

    /// <summary>The page is there.</summary>
    Accept,

    /// <summary>Try again after a growing pause.</summary>
    BackOff,

    /// <summary>Try again when the governor lets it: the host is being left alone until its limit is free again.</summary>
    WaitForLimit,

    /// <summary>Correct the clock and try again at once.</summary>
    CorrectClock,

    /// <summary>The same request would fail again.</summary>
    GiveUp,
}

/// <summary>The exception that an attempt leads to, if nothing better follows.</summary>
internal enum FailureKind
{
    None,
    ApiKeyRejected,
    InvalidSignature,
    ClockSkew,
    RateLimited,
    IpBanned,
    FirewallBlocked,
    InvalidTimeRange,
    IntervalTooLong,
    InvalidParameter,
    ServerUnavailable,
    NetworkFailure,
    OperationTimeout,
    InvalidResponse,
}

/// <summary>The one place that decides what follows an attempt. docs/reliability.md shows the same as a table.</summary>
/// <param name="Next">What follows.</param>
/// <param name="Failure">The exception, when nothing more is tried.</param>
internal readonly record struct RetryDecision(RetryAction Next, FailureKind Failure)
{
    /// <summary>The longest time the exchange can ask for that is waited; beyond it the call fails and says until when.</summary>
    public static readonly TimeSpan LongestWait = RateLimiter.LongestWait;

    /// <summary>The verdict on an attempt.</summary>
    public static RetryDecision Of(Attempt attempt) => attempt.Fault switch
    {
        TransportError.None => attempt.Page is not null ? new(RetryAction.Accept, FailureKind.None) : OfAnswer(attempt),
        TransportError.StillBanned => GiveUp(FailureKind.IpBanned),
        TransportError.LimitTooLong => GiveUp(FailureKind.RateLimited),
        TransportError.CertificateRefused => GiveUp(FailureKind.NetworkFailure),
        TransportError.HeadersTimedOut or TransportError.BodyTimedOut => BackOff(FailureKind.OperationTimeout),
        TransportError.BodyTooLarge or TransportError.FieldUnreadable => GiveUp(FailureKind.InvalidResponse),
        TransportError.NotAPage => BackOff(FailureKind.InvalidResponse),
        _ => BackOff(FailureKind.NetworkFailure),
    };

    /// <summary>Whether a status alone does not tell enough: then an answer whose body breaks off is as good as none.</summary>
    public static bool NeedsBody(int? status) =>
        status is null or (>= 200 and < 300) or (>= 400 and < 500 and not (401 or 403 or 407 or 408 or 418 or 429 or 451));

    private static RetryDecision OfAnswer(Attempt attempt) => attempt.StatusCode switch
    {
        418 => GiveUp(FailureKind.IpBanned),
        429 => attempt.Error is { } error && BanMessage.IsIn(error) ? GiveUp(FailureKind.IpBanned) : OfLimit(attempt),
        _ => (attempt.Error is { } error ? OfCode(attempt, error.Code, error.Message) : null) ?? OfStatus(attempt),
    };

    private static RetryDecision OfLimit(Attempt attempt) =>
        attempt.RetryAfter > LongestWait ? GiveUp(FailureKind.RateLimited) : new(RetryAction.WaitForLimit, FailureKind.RateLimited);

    private static RetryDecision OfTrouble(Attempt attempt) =>
        attempt.RetryAfter > LongestWait ? GiveUp(FailureKind.ServerUnavailable) : BackOff(FailureKind.ServerUnavailable);

    /// <summary>By the exchange's code: documented as stable, where texts vary.</summary>
    private static RetryDecision? OfCode(Attempt attempt, int code, string message) => code switch
    {
        -1000 or -1001 or -1006 or -1007 or -1008 or -1016 => OfTrouble(attempt),
        -1002 or -2014 or -2015 or -21001 => GiveUp(FailureKind.ApiKeyRejected),
        -1003 => BanMessage.IsIn(attempt.Error!) ? GiveUp(FailureKind.IpBanned) : OfLimit(attempt),
        -1021 => attempt.Date is null || attempt.ClockCorrected ? GiveUp(FailureKind.ClockSkew) : new(RetryAction.CorrectClock, FailureKind.ClockSkew),
        -1022 => GiveUp(FailureKind.InvalidSignature),
        -1023 => GiveUp(FailureKind.InvalidTimeRange),
        -1127 => GiveUp(FailureKind.IntervalTooLong),
        _ when attempt.StatusCode is >= 400 and < 500 and not 408 && WindowTooLongMessage.IsIn(message) => GiveUp(FailureKind.IntervalTooLong),
        <= -1100 and > -1200 => GiveUp(FailureKind.InvalidParameter),
        _ => null,
    };

    /// <summary>By the status, when there is no code or one that is not known.</summary>
    private static RetryDecision OfStatus(Attempt attempt) => attempt.StatusCode switch
    {
        401 => GiveUp(FailureKind.ApiKeyRejected),
        403 or 451 => GiveUp(FailureKind.FirewallBlocked),
        407 => GiveUp(FailureKind.NetworkFailure),
        408 or >= 500 => OfTrouble(attempt),
        >= 300 and < 400 => GiveUp(FailureKind.NetworkFailure),
        >= 400 when attempt.Error is not null => GiveUp(FailureKind.InvalidParameter),
        >= 400 => GiveUp(FailureKind.InvalidResponse),
        _ => BackOff(FailureKind.InvalidResponse),
    };

    private static RetryDecision BackOff(FailureKind failure) => new(RetryAction.BackOff, failure);

    private static RetryDecision GiveUp(FailureKind failure) => new(RetryAction.GiveUp, failure);
}
