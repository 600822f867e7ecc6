using System.Globalization;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Errors;

/// <summary>Makes the exception for a page that could not be had. It refers to no request, no address and no inner exception.</summary>
internal static class RequestErrors
{
    /// <summary>The exception for the last attempt of a call.</summary>
    public static RequestException Of(RequestExecution call, Attempt last, ClientOptions options)
    {
        var outcome = new RequestOutcome(last.StatusCode, last.Error?.Code, call.Sent, call.Elapsed);
        string message = MessageOf(call, last, options);
        return last.Verdict.Failure switch
        {
            FailureKind.ApiKeyRejected => new ApiKeyRejectedException(message) { Outcome = outcome },
            FailureKind.InvalidSignature => new InvalidSignatureException(message) { Outcome = outcome },
            FailureKind.ClockSkew => new ClockSkewException(message) { Outcome = outcome, ClockOffset = OffsetOf(last) },
            FailureKind.RateLimited => new RateLimitedException(message) { Outcome = outcome, RetryAt = last.Until },
            FailureKind.IpBanned => new IpBannedException(message) { Outcome = outcome, BannedUntil = last.Until },
            FailureKind.FirewallBlocked => new FirewallBlockedException(message) { Outcome = outcome },
            FailureKind.InvalidTimeRange => new InvalidTimeRangeException(message) { Outcome = outcome },
            FailureKind.IntervalTooLong => new InvalidTimeRangeException(message) { Outcome = outcome, IntervalTooLong = true },
            FailureKind.InvalidParameter => new InvalidParameterException(message) { Outcome = outcome },
            FailureKind.ServerUnavailable => new ServerUnavailableException(message) { Outcome = outcome },
            FailureKind.OperationTimeout => new OperationTimeoutException(message) { Outcome = outcome },
            FailureKind.NetworkFailure => new NetworkFailureException(message) { Outcome = outcome },
            _ => new InvalidResponseException(message) { Outcome = outcome, Field = last.Field, OrderId = last.OrderId },
        };
    }

    private static string MessageOf(RequestExecution call, Attempt last, ClientOptions options)
    {
        string what = string.Format(CultureInfo.InvariantCulture, "GET {0}, page {1}: {2}", RequestSender.Path, call.Page.Page, Cause(last, options));
        return Fact(last) is { } fact ? $"{what}. {fact}. {FailureText.Tried(call)}." : $"{what}. {FailureText.Tried(call)}.";
    }

    private static string Cause(Attempt last, ClientOptions options) => last.Verdict.Failure switch
    {
        FailureKind.IpBanned => $"{ExchangeAddress.Origin(options.BaseUri)} has banned this IP address until {Until(last)}{Said(last, options)}",
        FailureKind.RateLimited => $"the request limit of {ExchangeAddress.Origin(options.BaseUri)} is used up until {Until(last)}{Said(last, options)}",
        FailureKind.ClockSkew => $"the exchange refuses the time the request was signed at. {ClockOf(OffsetOf(last))}{Said(last, options)}",
        FailureKind.ServerUnavailable when last is { Verdict.Next: RetryAction.GiveUp, RetryAfter: { } pause } =>
            $"{FailureText.Full(last, options)}; it asks not to be called before {DisplayFormat.Moment(last.ReceivedAt + pause)}",
        _ => FailureText.Full(last, options),
    };

    private static string Said(Attempt last, ClientOptions options) =>
        last.StatusCode is null ? "" : $"; it answered {FailureText.Full(last, options)}";

    private static string Until(Attempt last) => last.Until is { } until ? DisplayFormat.Moment(until) : "an unknown time";

    private static TimeSpan? OffsetOf(Attempt last) =>
        last.Date is { } date ? ServerClock.VisibleOffsetOf(date, last.SentAt, last.ReceivedAt) : null;

    private static string ClockOf(TimeSpan? offset) => offset switch
    {
        null => "By how much this machine's clock is off is not known, for the answer had no Date header",
        { Ticks: 0 } => "This machine's clock agrees with the exchange's to the second",
        { } off => $"This machine's clock is about {DisplayFormat.Duration(TimeSpan.FromSeconds(Math.Round(off.TotalSeconds, MidpointRounding.AwayFromZero)))} {(off < TimeSpan.Zero ? "ahead of" : "behind")} the exchange's",
    };

    /// <summary>What explains the cause, where it does not explain itself. What to do is not for a message to say.</summary>
    private static string? Fact(Attempt last) => last switch
    {
        { Verdict.Failure: FailureKind.ApiKeyRejected, Error.Code: -21001 } => "The account of this key is not a Portfolio Margin account",
        { Verdict.Failure: FailureKind.IpBanned } => "Nothing more is sent to it before then",
        { Verdict.Failure: FailureKind.IntervalTooLong } => "The window is longer than the exchange accepts",
        { Verdict.Failure: FailureKind.InvalidResponse, StatusCode: 404 } => "The endpoint does not seem to be there",
        { Fault: TransportError.CertificateRefused } => "This cannot be overridden",
        { Verdict.Failure: FailureKind.NetworkFailure, StatusCode: >= 300 and < 400 } => "Redirects are not followed, because the key must not go elsewhere",
        _ => null,
    };
}
