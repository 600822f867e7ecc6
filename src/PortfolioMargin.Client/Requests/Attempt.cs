using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>All that is known of one attempt at a request: a page or a failure. Holds no address, no query and no signature.</summary>
internal sealed class Attempt
{
    /// <summary>When it was sent, by the local clock; <see langword="null"/> when nothing was sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>As <see cref="SentAt"/>, by the monotonic clock.</summary>
    public long SentTimestamp { get; set; }

    /// <summary>From sending to the end of the answer.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The timestamp it was signed with.</summary>
    public SignedTimestamp Stamp { get; set; }

    /// <summary>The answer's status and headers, when there was an answer.</summary>
    public ResponseHead? Head { get; set; }

    /// <summary>The page, when the attempt succeeded.</summary>
    public IPage? Page { get; set; }

    /// <summary>Why there is no page.</summary>
    public Failure? Failure { get; set; }

    /// <summary>What follows.</summary>
    public RetryDecision Decision { get; set; }

    /// <summary>Until when the host must be left alone, by the local clock.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The answer's status: the exchange's, or that of a proxy that made no connection.</summary>
    public int? StatusCode => Failure?.StatusCode ?? Head?.StatusCode;

    /// <summary>The exchange's clock minus ours, as far as the answer's <c>Date</c> shows (whole seconds).</summary>
    public TimeSpan? ClockOffset =>
        Head is { Date: { } date } && SentAt is { } sent ? ServerClock.VisibleOffsetOf(date, sent, Head.ReceivedAt) : null;
}

/// <summary>What an answer's status line and headers say.</summary>
internal sealed record ResponseHead
{
    /// <summary>The status: the exchange's, or a proxy's.</summary>
    public required int StatusCode { get; init; }

    /// <summary>When the headers were there, by the local clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As <see cref="ReceivedAt"/>, by the monotonic clock.</summary>
    public required long ReceivedTimestamp { get; init; }

    /// <summary>The version of HTTP.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>The <c>Date</c>, when it can be the time of the exchange's clock: an accepted request had a timestamp near it.</summary>
    public DateTimeOffset? ClockDate { get; init; }

    /// <summary>The <c>Date</c>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The <c>Retry-After</c>, as a time from now.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The used weights.</summary>
    public UsedWeight[] Weights { get; init; } = [];

    /// <summary>The content type as it is sent; <see langword="null"/> when there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where a redirect points, without path and query.</summary>
    public string? RedirectTarget { get; init; }

    /// <summary>Whether a firewall answered in the exchange's place, with a challenge that only a browser can meet.</summary>
    public bool IsFirewallChallenge { get; init; }

    /// <summary>The weight used in a minute, or in the interval the exchange reported instead.</summary>
    public UsedWeight? MainWeight
    {
        get
        {
            int minute = Array.FindIndex(Weights, static weight => weight.Interval == TimeSpan.FromMinutes(1));
            return Weights.Length > 0 ? Weights[Math.Max(0, minute)] : null;
        }
    }
}
