namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Why a request is not sent now.</summary>
internal enum WaitReason
{
    /// <summary>It may be sent.</summary>
    None,

    /// <summary>The concurrency limit is reached.</summary>
    Concurrency,

    /// <summary>The weight limit of an interval is nearly used up.</summary>
    Weight,

    /// <summary>The exchange answered 429 and asked for a pause.</summary>
    Pause,

    /// <summary>The wait would be longer than a call should wait.</summary>
    TooLong,

    /// <summary>The exchange has banned this IP address.</summary>
    Ban,
}

/// <summary>The rate limiter's answer to a request that wants to be sent. A class: an asynchronous method that returns a struct is compiled for it alone.</summary>
/// <param name="Reason"><see cref="WaitReason.None"/> when it may be sent, else why it must not be sent at all.</param>
/// <param name="Until">When refused: the end of the refusal, by the local clock.</param>
internal sealed record AcquireResult(WaitReason Reason, DateTimeOffset Until)
{
    /// <summary>Whether the request may be sent. Then <see cref="RateLimiter.Complete"/> must follow, once.</summary>
    public bool IsGranted => Reason == WaitReason.None;

    /// <summary>When granted: the weight that <see cref="RateLimiter.Complete"/> takes back.</summary>
    public int Weight { get; private init; }

    /// <summary>When granted: how many requests have been granted so far, this one included.</summary>
    public long Number { get; private init; }

    /// <summary>The request may be sent.</summary>
    public static AcquireResult Granted(int weight, long number) => new(WaitReason.None, default) { Weight = weight, Number = number };
}
