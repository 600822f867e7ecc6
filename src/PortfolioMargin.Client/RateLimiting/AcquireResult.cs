using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>What keeps a request from being sent.</summary>
internal enum WaitReason
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>As many are in flight as answers have shown to be welcome.</summary>
    Ceiling,

    /// <summary>The limit of an interval is nearly used up.</summary>
    Weight,

    /// <summary>The exchange answered 429.</summary>
    Pause,

    /// <summary>It would have to wait for longer than a call should.</summary>
    TooLong,

    /// <summary>The exchange has banned this IP.</summary>
    Ban,
}

/// <summary>The governor's answer to a request that wants to be sent.</summary>
/// <param name="Kind"><see cref="WaitReason.None"/>, or why it is not sent.</param>
/// <param name="Until">Until when, by the local clock.</param>
internal readonly record struct AcquireResult(WaitReason Kind, DateTimeOffset Until)
{
    /// <summary>It may be sent.</summary>
    public static AcquireResult Granted => default;
}

/// <summary>Why nothing goes just now, and until when.</summary>
internal readonly struct Hold(WaitReason kind, TimeSpan until, WeightWindow? counter = null)
{
    /// <summary>Why.</summary>
    public WaitReason Kind => kind;

    /// <summary>Until when, by the governor's own clock.</summary>
    public TimeSpan Until => until;

    /// <summary>As a person would say it.</summary>
    public string Describe() => counter is null
        ? "the exchange answered 429 (too many requests) and asked for a pause"
        : FormattableString.Invariant(
            $"the exchange's limit is nearly used up ({counter.Used} of {UsedWeight.LimitOf(counter.Interval)} in {DisplayFormat.Duration(counter.Interval)})");
}
