namespace PortfolioMargin.Client.RateLimiting;

/// <summary>What an admitted request came to.</summary>
/// <param name="Sent">Whether it left this machine.</param>
/// <param name="Date">The answer's <c>Date</c>.</param>
/// <param name="Weights">The used weights the answer reported.</param>
/// <param name="SentTimestamp">When it was sent.</param>
/// <param name="ReceivedTimestamp">When the answer's headers were there.</param>
/// <param name="Signal">How the answer took it.</param>
/// <param name="HoldFor">With <see cref="ServerSignal.NotNow"/> and <see cref="ServerSignal.Banned"/>: how long, if the answer says.</param>
internal readonly record struct ResponseFeedback(
    bool Sent,
    DateTimeOffset? Date,
    UsedWeight[] Weights,
    long SentTimestamp,
    long ReceivedTimestamp,
    ServerSignal Signal,
    TimeSpan? HoldFor = null);
