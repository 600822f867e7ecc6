namespace PortfolioMargin;

/// <summary>
/// A forced order: an order that the exchange placed by itself to liquidate or to deleverage a Portfolio Margin account. Objects do not
/// change once they are handed out. Decimals keep the trailing zeros that carry the exchange's precision.
/// </summary>
/// <remarks>
/// Identity (<see cref="Market"/>, <see cref="Symbol"/>, <see cref="OrderId"/>) and <see cref="UpdatedTime"/> are always there. Any other
/// field that the exchange leaves out, or sends as <c>null</c> or empty, is <see langword="null"/>: never zero.
/// </remarks>
public abstract class ForceOrder
{
    private static readonly AdditionalFields NoFields = new(new Dictionary<string, object?>(0));

    private protected ForceOrder()
    {
    }

    /// <summary>The list the order comes from.</summary>
    public abstract ForceOrderMarket Market { get; }

    /// <summary>The exchange's id of the order. Unique within a market and a symbol only.</summary>
    public long OrderId { get; internal set; }

    /// <summary>The trading pair or contract, for example <c>BNBBTC</c> or <c>BTCUSD_200925</c>.</summary>
    public string Symbol { get; internal set; } = "";

    /// <summary><c>BUY</c> or <c>SELL</c>, or whatever word the exchange sent.</summary>
    public string? Side { get; internal set; }

    /// <summary>Limit price, in the quote asset.</summary>
    public decimal? Price { get; internal set; }

    /// <summary>Average price of the executed quantity, in the quote asset.</summary>
    public decimal? AveragePrice { get; internal set; }

    /// <summary>Quantity ordered, in the base asset; in contracts for COIN-M futures.</summary>
    public decimal? Quantity { get; internal set; }

    /// <summary>Quantity executed, in the base asset; in contracts for COIN-M futures.</summary>
    public decimal? ExecutedQuantity { get; internal set; }

    /// <summary><c>GTC</c>, <c>IOC</c>, <c>FOK</c>, or whatever word the exchange sent.</summary>
    public string? TimeInForce { get; internal set; }

    /// <summary>When the order last changed, in UTC, with the exchange's millisecond precision.</summary>
    public DateTimeOffset UpdatedTime { get; internal set; }

    /// <summary>What changed hands, in the quote asset; <see langword="null"/> where it is not known.</summary>
    public abstract decimal? Notional { get; }

    /// <summary>The profile the order was read with; <see langword="null"/> when a credential was given for one call.</summary>
    public string? ProfileName { get; internal set; }

    /// <summary>
    /// Fields the exchange sent and its documentation does not name, by their own names. Values are <see cref="string"/>,
    /// <see cref="long"/>, <see cref="decimal"/>, <see cref="bool"/>, <see langword="null"/>, arrays of these, or dictionaries like this one;
    /// a number that neither type holds exactly is kept as its text.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalFields { get; internal set; } = NoFields;

    /// <summary>A line for logs: side, executed quantity, symbol, average price, order id.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Side ?? "?"} {ExecutedQuantity?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} {Symbol} @ {AveragePrice?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} #{OrderId}");
}
