namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Prints tables in Markdown, ready for the README.</summary>
internal static class Report
{
    public static void Section(string title) => Console.WriteLine($"\n### {title}\n");

    public static void Table(string[] heads, IEnumerable<string[]> rows)
    {
        Line(heads);
        Line([.. heads.Select((_, column) => column == 0 ? "---" : "---:")]);
        foreach (string[] row in rows)
        {
            Line(row);
        }
    }

    public static void Note(string text) => Console.WriteLine($"\n{text}");

    private static void Line(string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
