using System.Globalization;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Errors;

/// <summary>Says in words what came of an attempt.</summary>
internal static class FailureText
{
    /// <summary>A few words, for a verbose line: <c>503 Service Unavailable (-1008)</c>.</summary>
    public static string Brief(Attempt attempt) => attempt.Fault switch
    {
        TransportError.None => attempt.Error is { } error
            ? FormattableString.Invariant($"{DisplayFormat.Status(attempt.StatusCode ?? 0)} ({error.Code})")
            : DisplayFormat.Status(attempt.StatusCode ?? 0),
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

    /// <summary>A sentence's worth, for a message: status, code and the exchange's own words.</summary>
    public static string Full(Attempt attempt, ClientOptions options)
    {
        string host = ExchangeAddress.Origin(options.BaseUri);
        string because = attempt.Detail is { Length: > 0 } detail ? $": {detail.TrimEnd('.')}" : "";
        return attempt.Fault switch
        {
            TransportError.None => OfAnswer(attempt),
            TransportError.NameNotResolved => $"the name of {host} could not be resolved{because}",
            TransportError.ConnectionBroken when attempt.StatusCode is not null => $"the connection to {host} broke while the answer was read{because}",
            TransportError.ConnectionBroken => $"there was no connection to {host}, or it broke{because}",
            TransportError.TlsFailed => $"no secure connection to {host} could be made{because}",
            TransportError.CertificateRefused => $"the certificate of {host} is not trusted{because}",
            TransportError.ProxyFailed => $"the proxy could not connect to {host}{because}",
            TransportError.HeadersTimedOut => $"{host} did not answer within {DisplayFormat.Duration(options.ConnectionTimeout)}",
            TransportError.BodyTimedOut => $"{host} began to answer and then was silent for {DisplayFormat.Duration(options.OperationTimeout)}",
            TransportError.BodyShort => $"the answer of {host} ended too early",
            TransportError.BodyTooLarge => $"the answer is larger than {RequestSender.LargestPage / (1024 * 1024)} MiB",
            TransportError.NotAPage => $"the answer is not the documented JSON (content type {attempt.ContentType ?? "none"}){because}",
            _ => attempt.Detail?.TrimEnd('.') ?? Brief(attempt),
        };
    }

    /// <summary>How often and for how long it was tried.</summary>
    public static string Tried(RequestExecution call) => call.Sent switch
    {
        0 => "Nothing was sent",
        1 => $"Tried once, {DisplayFormat.Duration(call.Elapsed)}",
        _ => string.Format(CultureInfo.InvariantCulture, "Tried {0} times in {1}", call.Sent, DisplayFormat.Duration(call.Elapsed)),
    };

    private static string OfAnswer(Attempt attempt)
    {
        string status = DisplayFormat.Status(attempt.StatusCode ?? 0);
        return attempt switch
        {
            { Error: { } error } => FormattableString.Invariant($"{status} ({error.Code}: {error.Message.TrimEnd('.')})"),
            { RedirectTarget: { } target } => $"{status} to {target}",
            { ContentType: "text/html" } => $"{status} with an HTML page",
            _ => status,
        };
    }
}
