using System.Globalization;

namespace PortfolioMargin.Client.Errors;

/// <summary>Says in words what came of an attempt or a call.</summary>
internal static class FailureText
{
    /// <summary>A few words, for a verbose line: <c>503 Service Unavailable (-1008)</c>.</summary>
    public static string Brief(Failure failure) => failure.Error switch
    {
        TransportError.None => failure.ApiError is { } error
            ? FormattableString.Invariant($"{DisplayFormat.Status(failure.StatusCode ?? 0)} ({error.Code})")
            : DisplayFormat.Status(failure.StatusCode ?? 0),
        TransportError.StillBanned => "IP banned",
        TransportError.LimitTooLong => "request limit used up",
        TransportError.NameNotResolved => "name not resolved",
        TransportError.ConnectionBroken => "no connection",
        TransportError.TlsFailed => "TLS failed",
        TransportError.CertificateRefused => "certificate not trusted",
        TransportError.ProxyFailed => "proxy failed",
        TransportError.HeadersTimedOut => "no answer in time",
        TransportError.BodyTimedOut => "answer stalled",
        TransportError.BodyShort => "answer cut short",
        TransportError.BodyTooLarge => "answer too large",
        TransportError.NotAPage => "answer is not a page",
        _ => "answer cannot be read",
    };

    /// <summary>The message of the exception for a call.</summary>
    public static string MessageOf(FailedCall call)
    {
        string fact = call.Rule.Fact is { } text ? text + ". " : "";
        return $"{call.Request}: {Cause(call)}. {fact}{Tried(call)}.";
    }

    private static string Cause(FailedCall call) => call switch
    {
        { Rule.Signal: ServerSignal.Banned } => $"{call.Host} has banned this IP address until {Until(call)}{Said(call)}",
        { Rule.Signal: ServerSignal.RateLimited } => $"the request limit of {call.Host} is used up until {Until(call)}{Said(call)}",
        { Rule.Action: RetryAction.CorrectClock } => $"the exchange refuses the time the request was signed at. {ClockOf(call.ClockOffset)}{Said(call)}",
        { Until: { } until } => $"{Full(call)}; it asks not to be called before {DisplayFormat.Moment(until)}",
        _ => Full(call),
    };

    /// <summary>A sentence's worth: status, code and the exchange's own words.</summary>
    private static string Full(FailedCall call)
    {
        Failure failure = call.Last;
        string host = call.Host;
        string because = failure.Detail is { Length: > 0 } detail ? $": {detail.TrimEnd('.')}" : "";
        return failure.Error switch
        {
            TransportError.None => OfAnswer(failure),
            TransportError.NameNotResolved => $"the name of {host} could not be resolved{because}",
            TransportError.ConnectionBroken when failure.StatusCode is not null => $"the connection to {host} broke while the answer was read{because}",
            TransportError.ConnectionBroken => $"there was no connection to {host}, or it broke{because}",
            TransportError.TlsFailed => $"no secure connection to {host} could be made{because}",
            TransportError.CertificateRefused => $"the certificate of {host} is not trusted{because}",
            TransportError.ProxyFailed => $"the proxy could not connect to {host}{because}",
            TransportError.HeadersTimedOut => $"{host} did not answer within {DisplayFormat.Duration(call.ConnectionTimeout)}",
            TransportError.BodyTimedOut => $"{host} began to answer and then was silent for {DisplayFormat.Duration(call.OperationTimeout)}",
            TransportError.BodyShort => $"the answer of {host} ended too early",
            TransportError.BodyTooLarge => $"the answer is larger than {failure.Detail}",
            TransportError.NotAPage => $"the answer is not the documented JSON (content type {failure.ContentType ?? "none"}){because}",
            _ => failure.Detail?.TrimEnd('.') ?? Brief(failure),
        };
    }

    private static string Said(FailedCall call) => call.Last.StatusCode is null ? "" : $"; it answered {Full(call)}";

    private static string Until(FailedCall call) => call.Until is { } until ? DisplayFormat.Moment(until) : "an unknown time";

    private static string ClockOf(TimeSpan? offset) => offset switch
    {
        null => "The clock difference is unknown: the response had no Date header",
        { Ticks: 0 } => "This machine's clock agrees with the exchange's to the second",
        { } off => $"This machine's clock is about {DisplayFormat.Duration(TimeSpan.FromSeconds(Math.Round(off.TotalSeconds, MidpointRounding.AwayFromZero)))} {(off < TimeSpan.Zero ? "ahead of" : "behind")} the exchange's",
    };

    /// <summary>How often and for how long it was tried.</summary>
    private static string Tried(FailedCall call) => call.Attempts switch
    {
        0 => "Nothing was sent",
        1 => $"Tried once, {DisplayFormat.Duration(call.Elapsed)}",
        _ => string.Format(CultureInfo.InvariantCulture, "Tried {0} times in {1}", call.Attempts, DisplayFormat.Duration(call.Elapsed)),
    };

    private static string OfAnswer(Failure failure)
    {
        string status = DisplayFormat.Status(failure.StatusCode ?? 0);
        return failure switch
        {
            { ApiError: { } error } => FormattableString.Invariant($"{status} ({error.Code}: {error.Message.TrimEnd('.')})"),
            { RedirectTarget: { } target } => $"{status} to {target}",
            { ContentType: "text/html" } => $"{status} with an HTML page",
            _ => status,
        };
    }
}
