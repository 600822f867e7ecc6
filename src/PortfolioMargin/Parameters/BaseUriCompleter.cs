namespace PortfolioMargin.Parameters;

/// <summary>Offers the one address where Portfolio Margin is served.</summary>
public sealed class BaseUriCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Words { get; } =
        [(ClientOptions.DefaultBaseUri.AbsoluteUri, "Binance Portfolio Margin")];
}
