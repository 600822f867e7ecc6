using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>
/// Columns over time, stacked by market, as SVG. Places across are percentages and places down are pixels, so that it fits every width
/// without a script and its letters keep their size; colors come from the style sheet, so that it follows light, dark and paper.
/// </summary>
internal sealed class ColumnChart(TimelineBuckets buckets)
{
    private const double Top = 20;
    private const double Bottom = 170;
    private const double LabelLine = 190;
    private const double Height = 198;
    private const int MaximumLabels = 6;

    private readonly SortedDictionary<int, ChartColumn> _columns = [];

    /// <summary>The columns that are not empty, by their place in time.</summary>
    public IEnumerable<(int Index, ChartColumn Column)> Columns => _columns.Select(column => (column.Key, column.Value));

    /// <summary>The markets that are in it.</summary>
    public IReadOnlyList<ForceOrderMarket> Markets => [.. _columns.Values.SelectMany(column => column.Markets).Distinct().OrderBy(market => market)];

    /// <summary>The value of the largest column.</summary>
    public decimal Maximum => _columns.Values.Max(column => column.Total.ToDecimal()) ?? decimal.MaxValue;

    /// <summary>The name of a market's color in the style sheet.</summary>
    public static string Style(ForceOrderMarket market) => "m-" + market.ToString().ToLowerInvariant();

    /// <summary>Adds a group of a day and a market.</summary>
    public void Add(GroupSums group)
    {
        int index = buckets.IndexOf(group.Key.Day!.Value);
        if (!_columns.TryGetValue(index, out ChartColumn? column))
        {
            column = new ChartColumn();
            _columns.Add(index, column);
        }

        column.Add(group);
    }

    /// <summary>Writes the chart.</summary>
    public void Write(HtmlWriter html, ReportText text, string asset, string description)
    {
        double scale = Nice(Math.Max((double)Maximum, double.Epsilon));
        html.Open("svg", "class", "chart", "width", "100%", "height", Number(Height), "role", "img", "aria-label", description).Line();
        double[] parts = [0, 0.5, 1];
        foreach (double part in parts)
        {
            string y = Number(Level(part));
            html.Open("line", "class", part == 0 ? "axis" : "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y).Close("line");
        }

        foreach ((int index, ChartColumn column) in Columns)
        {
            WriteColumn(html, index, column, scale, text, asset);
        }

        foreach (double part in parts.Where(part => part > 0))
        {
            html.Element("text", (part * scale).ToString("#,0.########", CultureInfo.InvariantCulture), "class", "scale", "x", "0", "y", Number(Level(part) - 5));
        }

        WriteLabels(html);
        html.Close("svg").Line();
    }

    private static double Level(double part) => Bottom - (part * (Bottom - Top));

    private void WriteColumn(HtmlWriter html, int index, ChartColumn column, double scale, ReportText text, string asset)
    {
        IEnumerable<string> parts = column.Markets.Select(market => $"{text.Name(market)} {(column.Of(market)?.ToDecimal() is { } value ? Amount.Short(value) : "–")} {asset}");
        double cell = 100.0 / buckets.Count;
        double width = Math.Min(0.72 * cell, 6);
        html.Open("g", "class", "column")
            .Element("title", $"{buckets.Name(index)}: {string.Join(", ", parts)} ({ReportText.Fill(text.OrderCount, Amount.Whole(column.Count))})")
            .Open("rect", "class", "hit", "x", Percent(index * cell), "width", Percent(cell), "y", Number(Top), "height", Number(Bottom - Top)).Close("rect");
        double foot = Bottom;
        foreach (ForceOrderMarket market in column.Markets)
        {
            double height = (double)(column.Of(market)?.ToDecimal() ?? 0) / scale * (Bottom - Top);
            if (height > 0)
            {
                // What is there is to be seen, however small it is beside the largest.
                height = Math.Max(height, 1);
                html.Open("rect", "class", Style(market), "x", Percent(((index + 0.5) * cell) - (width / 2)), "width", Percent(width), "y", Number(foot - height), "height", Number(height)).Close("rect");
                foot -= height;
            }
        }

        html.Close("g").Line();
    }

    private void WriteLabels(HtmlWriter html)
    {
        double cell = 100.0 / buckets.Count;
        int step = Math.Max(1, (int)Math.Ceiling((double)buckets.Count / MaximumLabels));
        int number = 0;
        for (int index = 0; index < buckets.Count; index += step)
        {
            double center = (index + 0.5) * cell;
            string anchor = center < 6 ? "start" : center > 94 ? "end" : "middle";
            html.Element("text", buckets.Name(index), "class", number++ % 2 == 0 ? "label" : "label minor", "text-anchor", anchor, "x", Percent(center < 6 ? index * cell : center > 94 ? 100 : center), "y", Number(LabelLine));
        }

        html.Line();
    }

    /// <summary>The next number up that reads well: 1, 2 or 5 with zeros.</summary>
    private static double Nice(double maximum)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(maximum)));
        double digits = maximum / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
