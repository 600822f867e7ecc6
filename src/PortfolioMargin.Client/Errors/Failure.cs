namespace PortfolioMargin.Client.Errors;

/// <summary>What went wrong before or instead of an answer that can be read. <see cref="None"/> leaves it to status and code.</summary>
internal enum TransportError
{
    /// <summary>There is an answer with a status, and perhaps a code.</summary>
    None,

    /// <summary>Not sent: the exchange has banned this IP.</summary>
    StillBanned,

    /// <summary>Not sent: the limit is used up for longer than a call waits.</summary>
    LimitTooLong,

    /// <summary>Not sent: the exchange stopped all requests while this one waited for its connection. The rate limiter is asked again.</summary>
    Stopped,

    /// <summary>The host's name could not be resolved.</summary>
    NameNotResolved,

    /// <summary>There is no connection, or it broke.</summary>
    ConnectionBroken,

    /// <summary>HTTP/2 ended the request (GOAWAY, RST_STREAM), or one side broke its rules.</summary>
    ProtocolBroken,

    /// <summary>TLS failed for another reason than the certificate.</summary>
    TlsFailed,

    /// <summary>The server's certificate is not trusted.</summary>
    CertificateRefused,

    /// <summary>The proxy could not connect.</summary>
    ProxyFailed,

    /// <summary>The headers did not come in time.</summary>
    HeadersTimedOut,

    /// <summary>The headers are larger than they may be.</summary>
    HeadersTooLarge,

    /// <summary>What came is not HTTP.</summary>
    NotHttp,

    /// <summary>The body was silent for too long.</summary>
    BodyTimedOut,

    /// <summary>The body ended before its announced length.</summary>
    BodyShort,

    /// <summary>The body is larger than any page can be.</summary>
    BodyTooLarge,

    /// <summary>Status 200, but not with the documented content: empty, of another type, or not JSON.</summary>
    NotAPage,

    /// <summary>JSON, but a field of it is missing or cannot be read exactly.</summary>
    FieldUnreadable,
}

/// <summary>Why one attempt has no page. Every text in it is cleaned and fit to be shown.</summary>
/// <param name="Error">What went wrong on the way; <see cref="TransportError.None"/> when status and code tell it.</param>
internal sealed record Failure(TransportError Error = TransportError.None)
{
    /// <summary>The answer's status, when there was an answer: the exchange's, or a proxy's.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The exchange's code and words.</summary>
    public ApiError? ApiError { get; init; }

    /// <summary>More about <see cref="Error"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>The answer's content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where a redirect points, without path and query.</summary>
    public string? RedirectTarget { get; init; }

    /// <summary>Whether a firewall answered in the exchange's place, with a challenge that only a browser can meet.</summary>
    public bool IsFirewallChallenge { get; init; }

    /// <summary>The field that could not be read.</summary>
    public string? Field { get; init; }

    /// <summary>The order that the field belongs to.</summary>
    public long? OrderId { get; init; }
}

/// <summary>A call that failed for good.</summary>
/// <param name="Last">Its last failure.</param>
/// <param name="Rule">The row of the table for it.</param>
internal sealed record FailedCall(Failure Last, FailureRule Rule)
{
    /// <summary>What was asked for, for people: method and path, never the query.</summary>
    public required string Request { get; init; }

    /// <summary>Scheme, host and port of the exchange.</summary>
    public required string Host { get; init; }

    /// <summary>The proxy on the way, and who named it; <see langword="null"/> when there is none.</summary>
    public required string? Proxy { get; init; }

    /// <summary>How long headers may take.</summary>
    public required TimeSpan ConnectionTimeout { get; init; }

    /// <summary>How long a body may be silent.</summary>
    public required TimeSpan OperationTimeout { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>From the beginning of the call to its end.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The exchange's clock minus ours, as far as the last answer shows.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>When the exchange may be asked again, by the local clock.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What every exception tells.</summary>
    public RequestOutcome Outcome => new(Last.StatusCode, Last.ApiError?.Code, Attempts, Elapsed, Rule.ShorterWindowMayHelp);

    /// <summary>The exception for the call. It refers to no request, no address and no inner exception.</summary>
    public RequestException ToException() => Rule.Create(FailureText.MessageOf(this), this);
}
