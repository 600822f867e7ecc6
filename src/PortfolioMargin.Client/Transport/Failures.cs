using System.Globalization;

namespace PortfolioMargin.Client.Transport;

/// <summary>Makes the exception for a page that could not be had. It refers to no request, no address and no inner exception.</summary>
internal static class Failures
{
    /// <summary>The exception for the last attempt of a call.</summary>
    public static RequestException Of(PageCall call, Attempt last, ClientOptions options)
    {
        int? status = last.StatusCode;
        int? code = last.Error?.Code;
        int sent = call.Sent;
        TimeSpan elapsed = call.Elapsed;
        string message = MessageOf(call, last, options);
        return last.Verdict.Failure switch
        {
            FailureKind.ApiKeyRejected => new ApiKeyRejectedException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.InvalidSignature => new InvalidSignatureException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.ClockSkew => new ClockSkewException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed, ClockOffset = OffsetOf(last) },
            FailureKind.RateLimited => new RateLimitedException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed, RetryAt = last.Until },
            FailureKind.IpBanned => new IpBannedException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed, BannedUntil = last.Until },
            FailureKind.FirewallBlocked => new FirewallBlockedException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.InvalidTimeRange => new InvalidTimeRangeException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.IntervalTooLong => new InvalidTimeRangeException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed, IntervalTooLong = true },
            FailureKind.InvalidParameter => new InvalidParameterException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.ServerUnavailable => new ServerUnavailableException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.OperationTimeout => new OperationTimeoutException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            FailureKind.NetworkFailure => new NetworkFailureException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed },
            _ => new InvalidResponseException(message) { StatusCode = status, ExchangeCode = code, Attempts = sent, Elapsed = elapsed, Field = last.Field, OrderId = last.OrderId },
        };
    }

    private static string MessageOf(PageCall call, Attempt last, ClientOptions options)
    {
        string what = string.Format(CultureInfo.InvariantCulture, "GET {0}, page {1}: {2}", PageSender.Path, call.Page.Page, Cause(last, options));
        return $"{what}. {FailureText.Tried(call)}. {Advice(last)}";
    }

    private static string Cause(Attempt last, ClientOptions options) => last.Verdict.Failure switch
    {
        FailureKind.IpBanned => $"{BaseAddress.Origin(options.BaseUri)} has banned this IP address until {Until(last)}{Said(last, options)}",
        FailureKind.RateLimited => $"the request limit of {BaseAddress.Origin(options.BaseUri)} is used up until {Until(last)}{Said(last, options)}",
        FailureKind.ClockSkew => $"the exchange refuses the time the request was signed at. {ClockOf(OffsetOf(last))}{Said(last, options)}",
        FailureKind.ServerUnavailable when last is { Verdict.Next: NextStep.GiveUp, RetryAfter: { } pause } =>
            $"{FailureText.Full(last, options)}; it asks not to be called before {Texts.Moment(last.ReceivedAt + pause)}",
        _ => FailureText.Full(last, options),
    };

    private static string Said(Attempt last, ClientOptions options) =>
        last.StatusCode is null ? "" : $"; it answered {FailureText.Full(last, options)}";

    private static string Until(Attempt last) => last.Until is { } until ? Texts.Moment(until) : "an unknown time";

    private static TimeSpan? OffsetOf(Attempt last) =>
        last.Date is { } date ? ServerClock.VisibleOffsetOf(date, last.SentAt, last.ReceivedAt) : null;

    private static string ClockOf(TimeSpan? offset) => offset switch
    {
        null => "By how much this machine's clock is off is not known, for the answer had no Date header",
        { Ticks: 0 } => "This machine's clock agrees with the exchange's to the second",
        { } off => $"This machine's clock is about {Texts.Duration(TimeSpan.FromSeconds(Math.Round(off.TotalSeconds, MidpointRounding.AwayFromZero)))} {(off < TimeSpan.Zero ? "ahead of" : "behind")} the exchange's",
    };

    private static string Advice(Attempt last) => last.Verdict.Failure switch
    {
        FailureKind.ApiKeyRejected when last.Error?.Code == -21001 => "The account of this key is not a Portfolio Margin account.",
        FailureKind.ApiKeyRejected => "Check the API key, its permission to read, and the IP addresses it is restricted to.",
        FailureKind.InvalidSignature => "Check that the secret or private key belongs to this API key and is of the kind the key was made for.",
        FailureKind.ClockSkew => "Check that this machine's clock is synchronized, and that the receive window is not too short for the way to the exchange.",
        FailureKind.RateLimited => "Wait until then, and check what other programs behind this IP address use.",
        FailureKind.IpBanned => "Nothing more is sent to it before then. Check what other programs behind this IP address send.",
        FailureKind.FirewallBlocked => "The exchange's firewall or a rule for this location refused the request: check from where and through which proxy it was sent.",
        FailureKind.InvalidTimeRange => "Check the start and the end of the window.",
        FailureKind.IntervalTooLong => "The window between start and end is longer than the exchange accepts: ask for a shorter one.",
        FailureKind.InvalidParameter => "Check the parameters of the call.",
        FailureKind.ServerUnavailable => "The exchange cannot answer just now: try again later.",
        FailureKind.OperationTimeout => "Check the connection and the proxy, or allow more time.",
        FailureKind.InvalidResponse when last.StatusCode >= 400 => "Check the base address: the endpoint does not seem to be there.",
        FailureKind.InvalidResponse when last.Fault == AttemptFault.FieldUnreadable => "The exchange may have changed its answers: look for a newer version of this module.",
        FailureKind.InvalidResponse => "Something on the way (a proxy, a login page) may have answered in the exchange's place, or the exchange has changed its answers.",
        FailureKind.NetworkFailure => NetworkAdvice(last),
        _ => "",
    };

    private static string NetworkAdvice(Attempt last) => last switch
    {
        { Fault: AttemptFault.CertificateRefused } =>
            "This cannot be overridden: check the base address, this machine's clock, and whether a proxy replaces certificates; its issuer must be trusted by the system.",
        { Fault: AttemptFault.NameNotResolved } => "Check the base address, the network and its name server.",
        { Fault: AttemptFault.ProxyFailed } or { StatusCode: 407 } => "Check the proxy's address and the credential it asks for.",
        { StatusCode: >= 300 and < 400 } => "Redirects are not followed, because the key must not go elsewhere: check the base address and the proxy.",
        _ => "Check the network, the proxy and the firewall.",
    };
}
