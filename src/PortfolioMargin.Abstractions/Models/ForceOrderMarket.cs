namespace PortfolioMargin;

/// <summary>The lists of forced orders that a Portfolio Margin account has.</summary>
public enum ForceOrderMarket
{
    /// <summary>Margin orders: <c>GET /papi/v1/margin/forceOrders</c>.</summary>
    Margin,

    /// <summary>USDⓈ-M futures: <c>GET /papi/v1/um/forceOrders</c>.</summary>
    Um,

    /// <summary>COIN-M futures: <c>GET /papi/v1/cm/forceOrders</c>.</summary>
    Cm,
}
