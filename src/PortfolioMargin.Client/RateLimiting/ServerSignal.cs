namespace PortfolioMargin.Client.RateLimiting;

/// <summary>How an answer took the number of requests in flight.</summary>
internal enum ServerSignal
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>One more is fine.</summary>
    Good,

    /// <summary>Fewer at once, please (-1008).</summary>
    TooMuchAtOnce,

    /// <summary>Nothing more until the limit is free again (429).</summary>
    NotNow,

    /// <summary>Nothing more until the ban ends (418).</summary>
    Banned,
}
