namespace PortfolioMargin;

/// <summary>A request to the exchange failed for good.</summary>
public abstract class RequestException : PortfolioMarginException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, how often it was tried and for how long.</param>
    protected RequestException(string message)
        : base(message)
    {
    }

    /// <summary>The HTTP status of the last answer; <see langword="null"/> when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The exchange's own error code, for example -1022; <see langword="null"/> when it gave none.</summary>
    public int? ExchangeCode { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>From the first attempt to the end of the last one.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the cause may be the length of the window, so that a shorter one is worth a try.</summary>
    internal bool ShorterWindowMayHelp { get; init; }

    /// <summary>Whether the market does not have the symbol that was asked for.</summary>
    internal bool IsUnknownSymbol => ExchangeCode == -1121;

    /// <summary>All of the above at once.</summary>
    internal RequestOutcome Outcome
    {
        init => (StatusCode, ExchangeCode, Attempts, Elapsed, ShorterWindowMayHelp) = value;
    }
}

/// <summary>What every failed request has to tell, whatever the failure.</summary>
/// <param name="StatusCode">See <see cref="RequestException.StatusCode"/>.</param>
/// <param name="ExchangeCode">See <see cref="RequestException.ExchangeCode"/>.</param>
/// <param name="Attempts">See <see cref="RequestException.Attempts"/>.</param>
/// <param name="Elapsed">See <see cref="RequestException.Elapsed"/>.</param>
/// <param name="ShorterWindowMayHelp">See <see cref="RequestException.ShorterWindowMayHelp"/>.</param>
internal readonly record struct RequestOutcome(int? StatusCode, int? ExchangeCode, int Attempts, TimeSpan Elapsed, bool ShorterWindowMayHelp);

/// <summary>The exchange found the signature wrong (-1022).</summary>
/// <param name="message">What happened.</param>
public sealed class InvalidSignatureException(string message) : RequestException(message);

/// <summary>The exchange does not accept the API key, its permissions or this IP (-1002, -1011, -2008, -2014, -2015), or the key is malformed.</summary>
/// <param name="message">What happened.</param>
public sealed class ApiKeyRejectedException(string message) : RequestException(message);

/// <summary>The key is good, but its account cannot be asked: it is not a Portfolio Margin account (-21001), or it is in liquidation (-21007).</summary>
/// <param name="message">What happened.</param>
public sealed class AccountNotAvailableException(string message) : RequestException(message);

/// <summary>The clocks differ by more than the exchange accepts, and correcting for it did not help (-1021).</summary>
/// <param name="message">What happened.</param>
public sealed class ClockSkewException(string message) : RequestException(message)
{
    /// <summary>The exchange's clock minus ours, as far as the answer's <c>Date</c> header shows (whole seconds).</summary>
    public TimeSpan? ClockOffset { get; init; }
}

/// <summary>The exchange's request limit is used up (HTTP 429, -1003), and waiting for it was not possible.</summary>
/// <param name="message">What happened.</param>
public sealed class RateLimitedException(string message) : RequestException(message)
{
    /// <summary>When the exchange will listen again, by this machine's clock.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>The exchange has banned this IP (HTTP 418). Nothing is sent to it before the ban ends: a later call has 0 <see cref="RequestException.Attempts"/>.</summary>
/// <param name="message">What happened.</param>
public sealed class IpBannedException(string message) : RequestException(message)
{
    /// <summary>When the ban ends, by this machine's clock.</summary>
    public DateTimeOffset? BannedUntil { get; init; }
}

/// <summary>The exchange's web application firewall refused the request (HTTP 403, 451), or answered it with a challenge for browsers.</summary>
/// <param name="message">What happened.</param>
public sealed class FirewallBlockedException(string message) : RequestException(message);

/// <summary>The exchange refused a parameter that was sent (-1100 to -1199). Its error id is <c>InvalidParameter</c>.</summary>
/// <param name="message">What happened.</param>
public sealed class ParameterRefusedException(string message) : RequestException(message);

/// <summary>
/// The exchange refused the window of time that was sent: it starts after it ends (-1023), or it is too long however short it is made
/// (-1127, -4047, -4166, -6021). Its error id is <c>InvalidTimeRange</c>.
/// </summary>
/// <param name="message">What happened.</param>
public sealed class TimeRangeRefusedException(string message) : RequestException(message);

/// <summary>The exchange refused the request with a code that this version does not know. <see cref="RequestException.ExchangeCode"/> and the message hold the code, the message the exchange's words.</summary>
/// <param name="message">What happened.</param>
public sealed class RequestRefusedException(string message) : RequestException(message);

/// <summary>The exchange is not able to answer just now (HTTP 5xx, -1000, -1001, -1006, -1007, -1008, -1016).</summary>
/// <param name="message">What happened.</param>
public sealed class ServerUnavailableException(string message) : RequestException(message);

/// <summary>The exchange could not be reached, or the connection broke: name, route, TLS, proxy, reset.</summary>
/// <param name="message">What happened.</param>
public sealed class NetworkFailureException(string message) : RequestException(message);

/// <summary>The exchange was silent for longer than the timeouts allow.</summary>
/// <param name="message">What happened.</param>
public sealed class OperationTimeoutException(string message) : RequestException(message);

/// <summary>The answer is not what the endpoint documents: not JSON, a field missing, a value that cannot be read exactly.</summary>
/// <param name="message">What happened.</param>
public sealed class InvalidResponseException(string message) : RequestException(message)
{
    /// <summary>The field that could not be read, when it was one.</summary>
    public string? Field { get; init; }

    /// <summary>The order it belongs to, when that is known.</summary>
    public long? OrderId { get; init; }
}

/// <summary>The orders handed out so far are right, but it cannot be proven that they are all.</summary>
/// <param name="message">What happened.</param>
public sealed class IncompleteListException(string message) : RequestException(message);
