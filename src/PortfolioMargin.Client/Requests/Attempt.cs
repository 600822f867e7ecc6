using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.Paging;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>What kept an attempt from being answered as documented. <see cref="None"/> leaves it to status and code.</summary>
internal enum TransportError
{
    /// <summary>There is an answer with a status, and perhaps a code.</summary>
    None,

    /// <summary>Not sent: the exchange has banned this IP.</summary>
    StillBanned,

    /// <summary>Not sent: the limit is used up for longer than is worth waiting.</summary>
    LimitTooLong,

    /// <summary>Not sent: the exchange stopped all requests while the connection was being set up. The rate limiter is asked again.</summary>
    Stopped,

    /// <summary>The host's name could not be resolved.</summary>
    NameNotResolved,

    /// <summary>No connection, or it broke.</summary>
    ConnectionBroken,

    /// <summary>TLS failed for another reason than the certificate.</summary>
    TlsFailed,

    /// <summary>The server's certificate is not trusted.</summary>
    CertificateRefused,

    /// <summary>The proxy could not connect.</summary>
    ProxyFailed,

    /// <summary>No headers in time.</summary>
    HeadersTimedOut,

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

/// <summary>All that is known of one attempt at one page. Holds no address, no query and no signature.</summary>
internal sealed class Attempt(RequestExecution call)
{
    /// <summary>What it is an attempt at.</summary>
    public RequestExecution Call => call;

    /// <summary>When it was sent, by the local clock.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>When the answer's headers were there, by the local clock.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>As <see cref="SentAt"/>, by a clock that nobody sets.</summary>
    public long SentTimestamp { get; set; }

    /// <summary>As <see cref="ReceivedAt"/>, by a clock that nobody sets.</summary>
    public long ReceivedTimestamp { get; set; }

    /// <summary>From sending to the end of the answer.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether a request went out.</summary>
    public bool Sent { get; set; }

    /// <summary>The version of the clock's offset it was signed with.</summary>
    public int ClockVersion { get; set; }

    /// <summary>The answer's status, when there was an answer: the exchange's, or a proxy's.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The version of HTTP that the answer came by.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>The answer's <c>Date</c>.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>The answer's <c>Retry-After</c>, as a time from now.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The used weights the answer reported.</summary>
    public UsedWeight[] Weights { get; set; } = [];

    /// <summary>The answer's content type, cleaned and cut.</summary>
    public string? ContentType { get; set; }

    /// <summary>Where a redirect points, without path and query.</summary>
    public string? RedirectTarget { get; set; }

    /// <summary>What the exchange said, cleaned.</summary>
    public ApiError? Error { get; set; }

    /// <summary>What went wrong on the way.</summary>
    public TransportError Fault { get; set; }

    /// <summary>More about <see cref="Fault"/>, cleaned.</summary>
    public string? Detail { get; set; }

    /// <summary>The field that could not be read.</summary>
    public string? Field { get; set; }

    /// <summary>The order it belongs to.</summary>
    public long? OrderId { get; set; }

    /// <summary>Until when the host must be left alone, by the local clock.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The page, when the attempt succeeded.</summary>
    public ForceOrderPage? Page { get; set; }

    /// <summary>What follows; undecided for as long as there is neither an answer nor a fault.</summary>
    public RetryDecision Verdict { get; set; }

    /// <summary>Whether the clock was already corrected for this page.</summary>
    public bool ClockCorrected { get; init; }

    /// <summary>The weight used in a minute, or in the interval the exchange reported instead.</summary>
    public UsedWeight? MainWeight
    {
        get
        {
            foreach (UsedWeight weight in Weights)
            {
                if (weight.Interval == TimeSpan.FromMinutes(1))
                {
                    return weight;
                }
            }

            return Weights.Length > 0 ? Weights[0] : null;
        }
    }
}
