namespace PortfolioMargin;

/// <summary>One forced order of COIN-M futures, as <c>GET /papi/v1/cm/forceOrders</c> lists it. Its quantities are contracts.</summary>
public sealed class CmForceOrder : FuturesForceOrder
{
    internal CmForceOrder()
    {
    }

    /// <inheritdoc/>
    public override ForceOrderMarket Market => ForceOrderMarket.Cm;

    /// <summary>The underlying pair, for example <c>BTCUSD</c>.</summary>
    public string? Pair { get; internal set; }

    /// <summary>What was executed so far, in the base asset.</summary>
    public decimal? CumulativeBase { get; internal set; }

    /// <summary>Always <see langword="null"/>: quantities are contracts, so a price times a quantity is no notional.</summary>
    public override decimal? Notional => null;
}
