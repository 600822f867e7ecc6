namespace PortfolioMargin;

/// <summary>
/// One forced (liquidation) order of a margin account, as <c>GET /papi/v1/margin/forceOrders</c> lists it.
/// Prices are in the quote asset of <see cref="Symbol"/>, quantities in its base asset; decimals keep the trailing zeros
/// that carry the exchange's precision.
/// </summary>
public sealed class MarginForceOrder
{
    private static readonly AdditionalFields NoFields = new(new Dictionary<string, object?>(0));

    /// <summary>Makes an order from the values the exchange sent.</summary>
    /// <param name="orderId">The exchange's id, unique within <paramref name="symbol"/> only.</param>
    /// <param name="symbol">The trading pair, for example <c>BNBBTC</c>.</param>
    /// <param name="side"><c>BUY</c> or <c>SELL</c>; any other word the exchange sends is kept as it is.</param>
    /// <param name="price">Limit price, quote asset.</param>
    /// <param name="averagePrice">Average price of what was executed, quote asset.</param>
    /// <param name="quantity">Quantity ordered, base asset.</param>
    /// <param name="executedQuantity">Quantity executed, base asset.</param>
    /// <param name="timeInForce"><c>GTC</c>, <c>IOC</c> or <c>FOK</c>; any other word is kept as it is.</param>
    /// <param name="updatedTime">When the order last changed; converted to UTC.</param>
    /// <param name="profileName">The credential profile the order was asked for with.</param>
    /// <param name="additionalFields">Fields the exchange sent that its documentation does not name.</param>
    public MarginForceOrder(
        long orderId,
        string symbol,
        string side,
        decimal price,
        decimal averagePrice,
        decimal quantity,
        decimal executedQuantity,
        string timeInForce,
        DateTimeOffset updatedTime,
        string? profileName = null,
        IReadOnlyDictionary<string, object?>? additionalFields = null)
    {
        OrderId = orderId;
        Symbol = symbol ?? throw new ArgumentNullException(nameof(symbol));
        Side = side ?? throw new ArgumentNullException(nameof(side));
        Price = price;
        AveragePrice = averagePrice;
        Quantity = quantity;
        ExecutedQuantity = executedQuantity;
        TimeInForce = timeInForce ?? throw new ArgumentNullException(nameof(timeInForce));
        UpdatedTime = updatedTime.ToUniversalTime();
        ProfileName = profileName;
        AdditionalFields = additionalFields ?? NoFields;
    }

    /// <summary>The exchange's id of the order. Unique within a symbol only.</summary>
    public long OrderId { get; }

    /// <summary>The trading pair, for example <c>BNBBTC</c>.</summary>
    public string Symbol { get; }

    /// <summary><c>BUY</c> or <c>SELL</c>, or whatever word the exchange sent.</summary>
    public string Side { get; }

    /// <summary>Limit price, in the quote asset.</summary>
    public decimal Price { get; }

    /// <summary>Average price of the executed quantity, in the quote asset.</summary>
    public decimal AveragePrice { get; }

    /// <summary>Quantity ordered, in the base asset.</summary>
    public decimal Quantity { get; }

    /// <summary>Quantity executed, in the base asset.</summary>
    public decimal ExecutedQuantity { get; }

    /// <summary><c>GTC</c>, <c>IOC</c>, <c>FOK</c>, or whatever word the exchange sent.</summary>
    public string TimeInForce { get; }

    /// <summary>When the order last changed, in UTC, with the exchange's millisecond precision.</summary>
    public DateTimeOffset UpdatedTime { get; }

    /// <summary>What changed hands: <see cref="AveragePrice"/> × <see cref="ExecutedQuantity"/>, in the quote asset.</summary>
    /// <exception cref="OverflowException">The product is beyond what a decimal holds (about 7.9 × 10^28).</exception>
    public decimal Notional => AveragePrice * ExecutedQuantity;

    /// <summary>The credential profile the order was asked for with; <see langword="null"/> when a credential was given for one call.</summary>
    public string? ProfileName { get; }

    /// <summary>
    /// Fields the exchange sent and its documentation does not name, by their own names. Values are <see cref="string"/>,
    /// <see cref="long"/>, <see cref="decimal"/>, <see cref="bool"/>, <see langword="null"/>, arrays of these, or dictionaries like this one;
    /// a number that neither type holds exactly is kept as its text.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalFields { get; }

    /// <summary>A line for logs: side, executed quantity, symbol, average price, order id.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Side} {ExecutedQuantity} {Symbol} @ {AveragePrice} #{OrderId}");
}
