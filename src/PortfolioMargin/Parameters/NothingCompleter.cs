namespace PortfolioMargin.Parameters;

/// <summary>Offers nothing, where only the user knows the value: a number, a secret, a key. Without it the shell offers file names.</summary>
public sealed class NothingCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Words { get; } = [];
}
