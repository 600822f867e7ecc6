namespace PortfolioMargin.Client.Errors;

/// <summary>What follows an attempt.</summary>
internal enum RetryAction
{
    /// <summary>Nothing: the attempt was not answered.</summary>
    Undecided,

    /// <summary>The page is there.</summary>
    Accept,

    /// <summary>Try again after a growing pause, or after the longer one that the answer asks for.</summary>
    BackOff,

    /// <summary>Try again when the rate limiter allows it.</summary>
    WaitForLimit,

    /// <summary>Correct the clock and try again at once.</summary>
    CorrectClock,

    /// <summary>The same request would fail again.</summary>
    GiveUp,
}

/// <summary>One row of the failure table: all that follows from a failure.</summary>
/// <param name="Create">Makes the exception from its message and the call.</param>
/// <param name="Action">Whether and how the request is tried again.</param>
/// <param name="What">What is wrong, in plain words: the beginning of the message, without a full stop.</param>
internal sealed record FailureRule(Func<string, FailedCall, RequestException> Create, RetryAction Action, Func<FailedCall, string> What)
{
    /// <summary>What the rate limiter learns.</summary>
    public ServerSignal Signal { get; init; }

    /// <summary>Whether the cause may be the length of the window: then a shorter one is tried before the failure is believed.</summary>
    public bool ShorterWindowMayHelp { get; init; }

    /// <summary>A sentence that explains the failure where it does not explain itself, without its full stop. What to do about it is not told here.</summary>
    public Func<FailedCall, string?> Fact { get; init; } = static _ => null;

    /// <summary>The failure in a few words, for a verbose line; <see langword="null"/> when status and code tell it.</summary>
    public string? Brief { get; init; }
}
