using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Watching;

/// <summary>What a failure means for a watch.</summary>
internal static class WatchFailure
{
    /// <summary>
    /// Whether the cause may go away by itself. A firewall, an odd response or a clock that is off may be there to stay, so they are
    /// believed to pass only where the list could be read before.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <param name="hasReadOnce">Whether the list could be read before.</param>
    public static bool CanPass(PortfolioMarginException failure, bool hasReadOnce) => failure switch
    {
        NetworkFailureException or OperationTimeoutException or ServerUnavailableException => true,
        RateLimitedException or IpBannedException or IncompleteListException => true,
        FirewallBlockedException or InvalidResponseException or ClockSkewException => hasReadOnce,
        _ => false,
    };

    /// <summary>How long the exchange wants to be left alone after a failure; zero when it does not say.</summary>
    public static TimeSpan StopAfter(PortfolioMarginException? failure, DateTimeOffset now)
    {
        DateTimeOffset? until = failure switch
        {
            IpBannedException ban => ban.BannedUntil,
            RateLimitedException limit => limit.RetryAt,
            _ => null,
        };
        TimeSpan left = until - now ?? TimeSpan.Zero;
        return left > BanMessage.LongestBan ? BanMessage.LongestBan : left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
