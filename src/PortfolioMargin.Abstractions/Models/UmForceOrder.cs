namespace PortfolioMargin;

/// <summary>One forced order of USDⓈ-M futures, as <c>GET /papi/v1/um/forceOrders</c> lists it.</summary>
public sealed class UmForceOrder : FuturesForceOrder
{
    internal UmForceOrder()
    {
    }

    /// <inheritdoc/>
    public override ForceOrderMarket Market => ForceOrderMarket.Um;

    /// <summary>What was executed so far, in the quote asset.</summary>
    public decimal? CumulativeQuote { get; internal set; }

    /// <summary>The same as <see cref="CumulativeQuote"/>, in the quote asset.</summary>
    public override decimal? Notional => CumulativeQuote;
}
