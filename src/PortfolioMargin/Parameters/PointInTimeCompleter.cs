namespace PortfolioMargin.Parameters;

/// <summary>Offers the beginnings of windows that people ask for most. They stand for a time when the command runs, not before.</summary>
public sealed class PointInTimeCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Words { get; } =
    [
        ("-1h", "an hour ago"),
        ("-24h", "24 hours ago"),
        ("-7d", "7 days ago"),
        ("-30d", "30 days ago"),
        ("-90d", "90 days ago"),
        ("(Get-Date).Date", "today, from midnight on, local time"),
        ("(Get-Date).Date.AddDays(-1)", "yesterday, from midnight on, local time"),
    ];
}
