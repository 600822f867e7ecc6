namespace PortfolioMargin.Client.Paging;

/// <summary>What makes an order itself: the exchange's ids are unique within a symbol only.</summary>
internal readonly record struct OrderIdentity(string Symbol, long OrderId)
{
    public static OrderIdentity Of(MarginForceOrder order) => new(order.Symbol, order.OrderId);
}
