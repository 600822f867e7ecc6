namespace PortfolioMargin.Reporting;

/// <summary>What a report shows of time: columns by day and market, a chart for each asset, all on one time axis.</summary>
internal sealed class TimelineSection(ReportFigures figures, ReportText text, ReportClock clock)
{
    /// <summary>How many assets have a chart.</summary>
    private const int MaximumCharts = 6;

    /// <summary>Writes the charts, each with its figures as a table.</summary>
    public void Write(HtmlWriter html)
    {
        GroupSums[] assets = [.. figures.Assets.Where(asset => asset.Key.ValueAsset is not null && !asset.Value.IsZero)];
        if (assets.Length == 0)
        {
            return;
        }

        var buckets = new TimelineBuckets(figures.Days.Min(group => group.Key.Day!.Value), figures.Days.Max(group => group.Key.Day!.Value));
        html.Open("section").Line()
            .Element("h2", $"{text.Timeline}, {buckets.Describe(text)} ({clock.Offsets(figures.Assets.Min(group => group.FirstTime), figures.Assets.Max(group => group.LastTime))})").Line();
        html.Open("div", "class", "charts").Line();
        foreach (GroupSums asset in assets.Take(MaximumCharts))
        {
            WriteFigure(html, asset.Key, buckets);
        }

        html.Close("div").Line();
        if (assets.Length > MaximumCharts)
        {
            html.Element("p", ReportText.Fill(text.AssetsNotDrawn, assets.Length - MaximumCharts), "class", "note").Line();
        }

        html.Close("section").Line();
    }

    private void WriteFigure(HtmlWriter html, GroupKey asset, TimelineBuckets buckets)
    {
        var chart = new ColumnChart(buckets);
        foreach (GroupSums group in figures.Days.Where(group => group.Key.ValueAsset == asset.ValueAsset && group.Key.IsCoinMargined == asset.IsCoinMargined))
        {
            chart.Add(group);
        }

        string asked = HarmlessText.OfName(asset.ValueAsset!);
        string caption = ReportText.Fill(asset.IsCoinMargined ? text.CoinTimelineOf : text.TimelineOf, asked);
        html.Open("figure").Line().Open("figcaption").Element("b", caption);
        foreach (ForceOrderMarket market in chart.Markets.Where(_ => !asset.IsCoinMargined))
        {
            html.Open("span", "class", "key")
                .Open("svg", "width", "10", "height", "10", "aria-hidden", "true").Open("rect", "class", ColumnChart.Style(market), "width", "10", "height", "10", "rx", "2").Close("rect").Close("svg")
                .Text(text.Name(market)).Close("span");
        }

        html.Close("figcaption").Line();
        chart.Write(html, text, asked, ReportText.Fill(text.ChartDescription, caption, buckets.Describe(text), buckets.Name(0), buckets.Name(buckets.Count - 1), $"{Amount.Short(chart.Maximum)} {asked}"));
        WriteTable(html, chart, caption, buckets);
        html.Close("figure").Line();
    }

    private void WriteTable(HtmlWriter html, ColumnChart chart, string caption, TimelineBuckets buckets)
    {
        html.Open("details").Element("summary", text.AsTable)
            .Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
            .Open("table").Element("caption", caption).Open("thead").Open("tr").Element("th", buckets.Describe(text), "scope", "col")
            .Element("th", text.Orders, "scope", "col", "class", "number");
        foreach (ForceOrderMarket market in chart.Markets)
        {
            html.Element("th", text.Name(market), "scope", "col", "class", "number");
        }

        html.Close("tr").Close("thead").Open("tbody").Line();
        foreach ((int index, ChartColumn column) in chart.Columns)
        {
            html.Open("tr").Element("th", buckets.Name(index), "scope", "row").Element("td", Amount.Whole(column.Count), "class", "number");
            foreach (ForceOrderMarket market in chart.Markets)
            {
                SumsSection.WriteAmount(html.Open("td", "class", "number"), column.Of(market)?.ToDecimal()).Close("td");
            }

            html.Close("tr").Line();
        }

        html.Close("tbody").Close("table").Close("div").Close("details").Line();
    }
}
