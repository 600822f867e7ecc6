using System.Globalization;

namespace PortfolioMargin.Client.Transport;

/// <summary>Says in words what came of an attempt.</summary>
internal static class FailureText
{
    /// <summary>A few words, for a verbose line: <c>503 Service Unavailable (-1008)</c>.</summary>
    public static string Brief(Attempt attempt) => attempt.Fault switch
    {
        AttemptFault.None => attempt.Error is { } error
            ? FormattableString.Invariant($"{MessageText.Status(attempt.StatusCode ?? 0)} ({error.Code})")
            : MessageText.Status(attempt.StatusCode ?? 0),
        AttemptFault.StillBanned => "IP banned",
        AttemptFault.LimitTooLong => "request limit used up",
        AttemptFault.NameNotResolved => "name not resolved",
        AttemptFault.ConnectionBroken => "no connection",
        AttemptFault.TlsFailed => "TLS failed",
        AttemptFault.CertificateRefused => "certificate not trusted",
        AttemptFault.ProxyFailed => "proxy failed",
        AttemptFault.HeadersTimedOut => "no answer in time",
        AttemptFault.BodyTimedOut => "answer stalled",
        AttemptFault.BodyShort => "answer cut short",
        AttemptFault.BodyTooLarge => "answer too large",
        AttemptFault.NotAPage => "answer is not a page",
        _ => "answer cannot be read",
    };

    /// <summary>A sentence's worth, for a message: status, code and the exchange's own words.</summary>
    public static string Full(Attempt attempt, ClientOptions options)
    {
        string host = BaseAddress.Origin(options.BaseUri);
        string because = attempt.Detail is { Length: > 0 } detail ? $": {detail.TrimEnd('.')}" : "";
        return attempt.Fault switch
        {
            AttemptFault.None => OfAnswer(attempt),
            AttemptFault.NameNotResolved => $"the name of {host} could not be resolved{because}",
            AttemptFault.ConnectionBroken when attempt.StatusCode is not null => $"the connection to {host} broke while the answer was read{because}",
            AttemptFault.ConnectionBroken => $"there was no connection to {host}, or it broke{because}",
            AttemptFault.TlsFailed => $"no secure connection to {host} could be made{because}",
            AttemptFault.CertificateRefused => $"the certificate of {host} is not trusted{because}",
            AttemptFault.ProxyFailed => $"the proxy could not connect to {host}{because}",
            AttemptFault.HeadersTimedOut => $"{host} did not answer within {MessageText.Duration(options.ConnectionTimeout)}",
            AttemptFault.BodyTimedOut => $"{host} began to answer and then was silent for {MessageText.Duration(options.OperationTimeout)}",
            AttemptFault.BodyShort => $"the answer of {host} ended too early",
            AttemptFault.BodyTooLarge => $"the answer is larger than {PageSender.LargestPage / (1024 * 1024)} MiB",
            AttemptFault.NotAPage => $"the answer is not the documented JSON (content type {attempt.ContentType ?? "none"}){because}",
            _ => attempt.Detail?.TrimEnd('.') ?? Brief(attempt),
        };
    }

    /// <summary>How often and for how long it was tried.</summary>
    public static string Tried(PageCall call) => call.Sent switch
    {
        0 => "Nothing was sent",
        1 => $"Tried once, {MessageText.Duration(call.Elapsed)}",
        _ => string.Format(CultureInfo.InvariantCulture, "Tried {0} times in {1}", call.Sent, MessageText.Duration(call.Elapsed)),
    };

    private static string OfAnswer(Attempt attempt)
    {
        string status = MessageText.Status(attempt.StatusCode ?? 0);
        return attempt switch
        {
            { Error: { } error } => FormattableString.Invariant($"{status} ({error.Code}: {error.Message.TrimEnd('.')})"),
            { RedirectTarget: { } target } => $"{status} to {target}",
            { ContentType: "text/html" } => $"{status} with an HTML page",
            _ => status,
        };
    }
}
