using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// The times until which the exchange has stopped all requests of this IP address: a pause (429) and a ban (418).
/// Not thread-safe: the rate limiter's lock guards it. Times are those of the rate limiter's own clock.
/// </summary>
internal sealed class ServerStops
{
    private TimeSpan _pausedUntil;
    private TimeSpan _bannedUntil;

    /// <summary>Whether nothing may be sent now.</summary>
    public bool IsStopped(TimeSpan now) => _bannedUntil > now || _pausedUntil > now;

    /// <summary>What keeps requests from being sent now; the default value when nothing does.</summary>
    public Delay Check(TimeSpan now) =>
        _bannedUntil > now ? new Delay(WaitReason.Ban, _bannedUntil)
        : _pausedUntil <= now ? default
        : new Delay(_pausedUntil - now > Delay.Longest ? WaitReason.TooLong : WaitReason.Pause, _pausedUntil);

    /// <summary>Stops requests for a pause. The longer of two pauses holds.</summary>
    /// <returns>The end of the pause.</returns>
    public TimeSpan Pause(TimeSpan length, TimeSpan now) => _pausedUntil = Later(_pausedUntil, now + length);

    /// <summary>Stops requests for a ban. The longer of two bans holds.</summary>
    /// <param name="length">How long, or <see langword="null"/> for the shortest documented ban.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The end of the ban.</returns>
    public TimeSpan Ban(TimeSpan? length, TimeSpan now) => _bannedUntil = Later(_bannedUntil, now + (length ?? BanMessage.ShortestBan));

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
