namespace PortfolioMargin;

/// <summary>One forced order of a margin account, as <c>GET /papi/v1/margin/forceOrders</c> lists it.</summary>
public sealed class MarginForceOrder : ForceOrder
{
    internal MarginForceOrder()
    {
    }

    /// <inheritdoc/>
    public override ForceOrderMarket Market => ForceOrderMarket.Margin;

    /// <summary>
    /// <see cref="ForceOrder.AveragePrice"/> × <see cref="ForceOrder.ExecutedQuantity"/>, in the quote asset; <see langword="null"/> when one
    /// of them is not known, or the product is beyond what a decimal holds (about 7.9 × 10^28).
    /// </summary>
    public override decimal? Notional
    {
        get
        {
            try
            {
                return AveragePrice * ExecutedQuantity;
            }
            catch (OverflowException)
            {
                return null;
            }
        }
    }
}
