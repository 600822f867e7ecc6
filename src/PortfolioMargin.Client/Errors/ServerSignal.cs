namespace PortfolioMargin.Client.Errors;

/// <summary>What a response says about the load that the client puts on the exchange.</summary>
internal enum ServerSignal
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>The request was accepted: more may be sent at once.</summary>
    Accepted,

    /// <summary>The exchange is overloaded (-1008): fewer should be sent at once.</summary>
    Overloaded,

    /// <summary>Too many requests (429): nothing may be sent until the limit is free again.</summary>
    RateLimited,

    /// <summary>The IP address is banned (418): nothing may be sent until the ban ends.</summary>
    Banned,
}
