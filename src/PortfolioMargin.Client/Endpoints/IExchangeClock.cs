namespace PortfolioMargin.Client.Endpoints;

/// <summary>The exchange's clock, as far as it is known; all times in Unix milliseconds.</summary>
internal interface IExchangeClock
{
    /// <summary>A reading of a clock that nobody sets, in milliseconds.</summary>
    long Elapsed { get; }

    /// <summary>What this machine's clock shows now, right or wrong.</summary>
    long Local { get; }

    /// <summary>The earliest time the exchange's clock can show now.</summary>
    long Earliest { get; }

    /// <summary>The latest time the exchange's clock can show now.</summary>
    long Latest { get; }
}
