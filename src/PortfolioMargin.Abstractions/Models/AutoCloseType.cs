namespace PortfolioMargin;

/// <summary>Why the exchange closed a futures position.</summary>
public enum AutoCloseType
{
    /// <summary>The account was liquidated: <c>LIQUIDATION</c>.</summary>
    Liquidation,

    /// <summary>The position was taken to cover another account's loss, auto-deleveraging: <c>ADL</c>.</summary>
    Adl,
}
