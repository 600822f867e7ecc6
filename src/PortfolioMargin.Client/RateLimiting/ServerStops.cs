using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// The times until which the exchange has stopped all requests of this IP address: a pause (429) and a ban (418).
/// Not thread-safe: the rate limiter's lock guards it. Times are those of the rate limiter's own clock.
/// </summary>
internal sealed class ServerStops
{
    /// <summary>How long the rest of a response may be silent whose status is 429 or 418.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private TimeSpan _suspendedUntil;
    private TimeSpan _pausedUntil;
    private TimeSpan _bannedUntil;

    /// <summary>Whether nothing may be sent now.</summary>
    public bool IsStopped(TimeSpan now) => _bannedUntil > now || _pausedUntil > now || _suspendedUntil > now;

    /// <summary>What keeps requests from being sent now; the default value when nothing does.</summary>
    public Delay Check(TimeSpan now) =>
        _bannedUntil > now ? new Delay(WaitReason.Ban, _bannedUntil)
        : _pausedUntil <= now ? new Delay(_suspendedUntil > now ? WaitReason.Concurrency : WaitReason.None, _suspendedUntil)
        : new Delay(_pausedUntil - now > Delay.Longest ? WaitReason.TooLong : WaitReason.Pause, _pausedUntil);

    /// <summary>Stops requests until the response is read that has just been seen to be a 429 or a 418. Nobody is told of it.</summary>
    /// <param name="asked">For how long its head asks to be left alone, when that is known.</param>
    /// <param name="now">The time now.</param>
    public void Suspend(TimeSpan? asked, TimeSpan now) =>
        _suspendedUntil = Later(_suspendedUntil, now + Later(LongestSilence, Bounded(asked ?? TimeSpan.Zero)));

    /// <summary>Stops requests for a pause. The longer of two pauses holds.</summary>
    /// <returns>The end of the pause.</returns>
    public TimeSpan Pause(TimeSpan length, TimeSpan now)
    {
        _suspendedUntil = TimeSpan.Zero;
        return _pausedUntil = Later(_pausedUntil, now + Bounded(length));
    }

    /// <summary>Stops requests for a ban. The longer of two bans holds.</summary>
    /// <param name="length">How long, or <see langword="null"/> for the shortest documented ban.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The end of the ban.</returns>
    public TimeSpan Ban(TimeSpan? length, TimeSpan now)
    {
        _suspendedUntil = TimeSpan.Zero;
        return _bannedUntil = Later(_bannedUntil, now + Bounded(length ?? BanMessage.ShortestBan));
    }

    /// <summary>Takes over what is left of stops that an earlier process was told; zero where there is none.</summary>
    public void Restore(TimeSpan pause, TimeSpan ban, TimeSpan now)
    {
        _pausedUntil = Later(_pausedUntil, now + Bounded(pause));
        _bannedUntil = Later(_bannedUntil, now + Bounded(ban));
    }

    /// <summary>No stop is longer than the longest ban that the documentation knows, whoever asks for it.</summary>
    private static TimeSpan Bounded(TimeSpan length) =>
        length < TimeSpan.Zero ? TimeSpan.Zero : length > BanMessage.LongestBan ? BanMessage.LongestBan : length;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
