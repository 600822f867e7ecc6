using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>What a report shows of symbols: a bar for each, beside others that are counted in the same asset.</summary>
internal sealed class SymbolSection(ReportFigures figures, ReportText text)
{
    /// <summary>How many symbols of an asset have a row of their own.</summary>
    private const int MaximumRows = 12;

    /// <summary>Writes the bars as a table: the figures beside them are their text.</summary>
    public void Write(HtmlWriter html)
    {
        html.Open("section").Line().Element("h2", text.BySymbol).Line().Open("div", "class", "panels").Line();
        foreach (GroupSums asset in figures.Assets.Where(asset => asset.Key.ValueAsset is not null))
        {
            WriteAsset(html, asset);
        }

        if (figures.Assets.Any(asset => asset.Key.ValueAsset is null))
        {
            WriteUnknown(html);
        }

        html.Close("div").Line().Close("section").Line();
    }

    private void WriteAsset(HtmlWriter html, GroupSums asset)
    {
        GroupSums[] symbols = [.. figures.Symbols
            .Where(group => group.Key.ValueAsset == asset.Key.ValueAsset && group.Key.IsCoinMargined == asset.Key.IsCoinMargined)
            .OrderByDescending(group => group.Value.ShareOf(asset.Value))
            .ThenByDescending(group => group.Count)];
        BeginTable(html, ReportText.Fill(asset.Key.IsCoinMargined ? text.CoinTimelineOf : text.TimelineOf, HarmlessText.OfName(asset.Key.ValueAsset!)));
        foreach (GroupSums group in symbols.Take(MaximumRows))
        {
            WriteRow(html, group.Key.Symbol!, group.Key.Market, group.Count, group.TotalValue, group.Value.ShareOf(asset.Value), group.Value.ShareOf(symbols[0].Value));
        }

        if (symbols.Length > MaximumRows)
        {
            GroupSums[] others = [.. symbols.Skip(MaximumRows)];
            var value = new ExactSum();
            foreach (GroupSums group in others)
            {
                value.Add(group.Value);
            }

            WriteRow(html, ReportText.Fill(text.OtherSymbols, others.Length), market: null, others.Sum(group => group.Count), value.ToDecimal(), value.ShareOf(asset.Value), Math.Min(1, value.ShareOf(symbols[0].Value)));
        }

        EndTable(html);
    }

    private void WriteUnknown(HtmlWriter html)
    {
        BeginTable(html, ReportText.Fill(text.TimelineOf, "?"));
        foreach (GroupSums group in figures.Symbols.Where(group => group.Key.ValueAsset is null).OrderByDescending(group => group.Count).Take(MaximumRows))
        {
            WriteRow(html, group.Key.Symbol!, group.Key.Market, group.Count, group.TotalValue, share: null, length: 0);
        }

        EndTable(html);
    }

    private void BeginTable(HtmlWriter html, string caption) => html
        .Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
        .Open("table", "class", "bars").Element("caption", caption)
        .Open("thead").Open("tr")
        .Element("th", text.Symbol, "scope", "col").Element("th", text.Market, "scope", "col").Element("th", text.Orders, "scope", "col", "class", "number")
        .Element("th", text.Value, "scope", "col", "class", "number").Element("th", text.Share, "scope", "col", "class", "number")
        .Close("tr").Close("thead").Line().Open("tbody").Line();

    private static void EndTable(HtmlWriter html) => html.Close("tbody").Close("table").Close("div").Line();

    private void WriteRow(HtmlWriter html, string symbol, ForceOrderMarket? market, long count, decimal? value, double? share, double length)
    {
        html.Open("tr").Open("th", "scope", "row").Text(HarmlessText.OfName(symbol));
        html.Open("svg", "class", "bar", "width", "100%", "height", "6", "aria-hidden", "true")
            .Open("rect", "class", market is null ? "others" : "m-" + market.Value.ToString().ToLowerInvariant(), "width", Percent(length, "0.##"), "height", "6", "rx", "2").Close("rect")
            .Close("svg").Close("th")
            .Element("td", market is null ? "" : text.Name(market.Value))
            .Element("td", Amount.Whole(count), "class", "number");
        SumsSection.WriteAmount(html.Open("td", "class", "number"), value).Close("td")
            .Element("td", share is null ? "–" : Percent(share.Value, "0.0"), "class", "number").Close("tr").Line();
    }

    private static string Percent(double share, string format) => (100 * share).ToString(format, CultureInfo.InvariantCulture) + "%";
}
