using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>What the rate limiter learns when a request that it granted has ended.</summary>
/// <param name="Sent">Whether the request left this machine.</param>
/// <param name="Date">The response's <c>Date</c>, or <see langword="null"/>.</param>
/// <param name="Weights">The used weights that the response reported.</param>
/// <param name="SentTimestamp">When the request was sent, as a <see cref="TimeProvider"/> timestamp.</param>
/// <param name="ReceivedTimestamp">When the response's headers were received, as a <see cref="TimeProvider"/> timestamp.</param>
/// <param name="Signal">What the response says about the load.</param>
/// <param name="StopFor">With <see cref="ServerSignal.RateLimited"/> and <see cref="ServerSignal.Banned"/>: how long to send nothing, if the response says.</param>
/// <param name="HttpVersion">The version of HTTP that the response came by, or <see langword="null"/> without a response.</param>
internal readonly record struct ResponseFeedback(
    bool Sent,
    DateTimeOffset? Date,
    UsedWeight[] Weights,
    long SentTimestamp,
    long ReceivedTimestamp,
    ServerSignal Signal,
    TimeSpan? StopFor = null,
    Version? HttpVersion = null);
