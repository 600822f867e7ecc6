namespace PortfolioMargin.Cmdlets;

/// <summary>Which lists are asked: those of -Market that can answer what else was asked.</summary>
internal static class MarketSelection
{
    /// <summary>Why -AutoCloseType leaves margin orders out; the beginning of a sentence.</summary>
    internal const string MarginDoesNotTell = "Margin orders do not tell whether they come from a liquidation or from auto-deleveraging";

    /// <summary>Every list.</summary>
    internal static ForceOrderMarket[] All => [ForceOrderMarket.Margin, ForceOrderMarket.Um, ForceOrderMarket.Cm];

    /// <summary>The lists, each once.</summary>
    internal static ForceOrderMarket[] Of(IEnumerable<ForceOrderMarket> markets, AutoCloseType? type) =>
        [.. markets.Distinct().Where(market => type is null || market != ForceOrderMarket.Margin)];

    /// <summary>The failure of a selection that leaves nothing.</summary>
    internal static InvalidParameterException NothingLeft() =>
        new($"{MarginDoesNotTell}, so -AutoCloseType cannot choose among them. Leave it out, or add Um or Cm to -Market.");
}
