using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Why the next request in the queue is not sent now, and until when. The default value means that it may be sent.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when, by the rate limiter's own clock; <see cref="TimeSpan.MaxValue"/> when only a response ends it.</param>
/// <param name="Window">The weight window that is full, if one is.</param>
internal readonly record struct Delay(WaitReason Reason, TimeSpan Until, WeightWindow? Window = null)
{
    /// <summary>The longest wait for a limit or a pause. A request that would wait longer is refused instead.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The reason as a sentence for the user.</summary>
    public string Describe() => Window is null
        ? "rate limit (429)"
        : FormattableString.Invariant(
            $"rate limit ({Window.Used} of {UsedWeight.LimitOf(Window.Interval)} used in {DisplayFormat.Duration(Window.Interval)})");
}
