namespace PortfolioMargin;

/// <summary>
/// Sums of a group of forced orders, as <c>Measure-PmForceOrder</c> computes them. Orders that are counted in different assets are never in
/// one group. A property that orders are not grouped by is <see langword="null"/>; so is a sum of which no part is known.
/// </summary>
public sealed class ForceOrderSummary
{
    internal ForceOrderSummary()
    {
    }

    /// <summary>The values the orders are grouped by, as one text, in the order they were asked for.</summary>
    public string Group { get; internal set; } = "";

    /// <summary>The list the orders come from.</summary>
    public ForceOrderMarket? Market { get; internal set; }

    /// <summary>
    /// The trading pair or contract. It is there unasked for where the symbol does not tell its quote asset: then it is a group of its own.
    /// </summary>
    public string? Symbol { get; internal set; }

    /// <summary><c>BUY</c> or <c>SELL</c>.</summary>
    public string? Side { get; internal set; }

    /// <summary>The day on which the orders last changed, as a date without a time, in the time zone that was asked for.</summary>
    public DateTime? Day { get; internal set; }

    /// <summary>The profile that the orders were read with.</summary>
    public string? ProfileName { get; internal set; }

    /// <summary>Why the exchange closed the positions; <see langword="null"/> also where the orders do not tell.</summary>
    public AutoCloseType? AutoCloseType { get; internal set; }

    /// <summary>The base asset of all orders; <see langword="null"/> when there are several, or their symbol does not tell it.</summary>
    public string? BaseAsset { get; internal set; }

    /// <summary>The quote asset of all orders; <see langword="null"/> when their symbol does not tell it.</summary>
    public string? QuoteAsset { get; internal set; }

    /// <summary>How many orders there are.</summary>
    public long Count { get; internal set; }

    /// <summary>
    /// What was executed: in <see cref="BaseAsset"/>, or in contracts for COIN-M futures. <see langword="null"/> when the orders have several base assets.
    /// </summary>
    public decimal? ExecutedQuantity { get; internal set; }

    /// <summary>What changed hands, in <see cref="QuoteAsset"/>; <see langword="null"/> for COIN-M futures.</summary>
    public decimal? Notional { get; internal set; }

    /// <summary>What was executed of COIN-M futures, in <see cref="BaseAsset"/>; <see langword="null"/> for the others.</summary>
    public decimal? CumulativeBase { get; internal set; }

    /// <summary>
    /// The average price, weighted by the executed quantity, of the orders that have both; <see langword="null"/> when there are several base
    /// assets. For COIN-M futures, whose contracts are worth a fixed amount of the quote asset each, it is contracts divided by coins.
    /// </summary>
    public decimal? AveragePrice { get; internal set; }

    /// <summary>When the first of the orders last changed, in UTC.</summary>
    public DateTimeOffset FirstTime { get; internal set; }

    /// <summary>When the last of the orders last changed, in UTC.</summary>
    public DateTimeOffset LastTime { get; internal set; }

    /// <summary>How many orders have no executed quantity: they are counted, and left out of <see cref="ExecutedQuantity"/>.</summary>
    public long UnknownQuantityCount { get; internal set; }

    /// <summary>
    /// How many orders have no notional, or for COIN-M futures no executed amount in the base asset: they are counted, and left out of
    /// <see cref="Notional"/> and <see cref="CumulativeBase"/>.
    /// </summary>
    public long UnknownValueCount { get; internal set; }

    /// <summary>A line for logs: the group and how many orders it has.</summary>
    public override string ToString() => FormattableString.Invariant($"{Group}: {Count} orders");
}
