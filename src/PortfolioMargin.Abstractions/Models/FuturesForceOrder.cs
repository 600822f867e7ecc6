namespace PortfolioMargin;

/// <summary>What forced orders of USDⓈ-M and COIN-M futures have in common.</summary>
public abstract class FuturesForceOrder : ForceOrder
{
    private const string LiquidationPrefix = "autoclose-";
    private const string DeleveragingId = "adl_autoclose";

    private protected FuturesForceOrder()
    {
    }

    /// <summary>The id the exchange gave as the client: <c>autoclose-…</c> for a liquidation, <c>adl_autoclose</c> for auto-deleveraging.</summary>
    public string? ClientOrderId { get; internal set; }

    /// <summary>Why the position was closed, as <see cref="ClientOrderId"/> tells; <see langword="null"/> when it does not.</summary>
    public AutoCloseType? AutoCloseType => ClientOrderId switch
    {
        { } id when id.StartsWith(LiquidationPrefix, StringComparison.Ordinal) => PortfolioMargin.AutoCloseType.Liquidation,
        { } id when id.StartsWith(DeleveragingId, StringComparison.Ordinal) => PortfolioMargin.AutoCloseType.Adl,
        _ => null,
    };

    /// <summary><c>NEW</c>, <c>FILLED</c> and their likes, or whatever word the exchange sent.</summary>
    public string? Status { get; internal set; }

    /// <summary>The order's type, for example <c>LIMIT</c>.</summary>
    public string? Type { get; internal set; }

    /// <summary>The type the order was placed with.</summary>
    public string? OriginalType { get; internal set; }

    /// <summary><c>BOTH</c>, <c>LONG</c> or <c>SHORT</c>, or whatever word the exchange sent.</summary>
    public string? PositionSide { get; internal set; }

    /// <summary>Whether the order could only reduce a position.</summary>
    public bool? ReduceOnly { get; internal set; }

    /// <summary>When the order was placed, in UTC.</summary>
    public DateTimeOffset? CreatedTime { get; internal set; }
}
