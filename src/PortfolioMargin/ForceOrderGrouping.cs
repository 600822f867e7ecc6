namespace PortfolioMargin;

/// <summary>By what <c>Measure-PmForceOrder</c> groups orders.</summary>
public enum ForceOrderGrouping
{
    /// <summary>The list the order comes from: margin, USDⓈ-M or COIN-M futures.</summary>
    Market,

    /// <summary>The trading pair or contract.</summary>
    Symbol,

    /// <summary><c>BUY</c> or <c>SELL</c>.</summary>
    Side,

    /// <summary>The day on which the order last changed, in the time zone that was asked for.</summary>
    Day,

    /// <summary>The profile that the order was read with.</summary>
    ProfileName,

    /// <summary>Why the exchange closed the position. Margin orders do not tell.</summary>
    AutoCloseType,
}
