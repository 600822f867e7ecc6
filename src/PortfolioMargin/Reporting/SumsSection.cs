namespace PortfolioMargin.Reporting;

/// <summary>The headline figures of a report, and its tables of sums by market and by account.</summary>
internal sealed class SumsSection(ReportFigures figures, ReportText text, ReportClock clock)
{
    private const int MaximumHeadlineAssets = 3;

    /// <summary>Writes the figures that are read first.</summary>
    public void WriteHeadlines(HtmlWriter html)
    {
        html.Open("section", "class", "cards", "aria-label", text.Headlines).Line();
        WriteOrders(html);
        WritePeriod(html);
        WriteValue(html);
        WriteLargest(html);
        html.Close("section").Line();
    }

    /// <summary>Writes what there is of each market and reason.</summary>
    public void WriteKinds(HtmlWriter html)
    {
        html.Open("section").Line();
        Table(html, text.ByMarket, [text.Market, text.Kind], figures.Kinds, group => [text.Name(group.Key.Market!.Value), text.Name(group.Key.AutoCloseType)]);
        html.Close("section").Line();
    }

    /// <summary>Writes what there is of each account.</summary>
    public void WriteProfiles(HtmlWriter html)
    {
        html.Open("section").Line();
        Table(html, text.ByAccount, [text.Account], figures.Profiles, group => [HarmlessText.OfName(group.Key.ProfileName ?? text.NoAccountName)]);
        html.Close("section").Line();
    }

    /// <summary>What a group is counted in, as a reader knows it.</summary>
    public static string Asset(GroupSums group, ReportText text) =>
        group.Key.ValueAsset ?? ReportText.Fill(text.UnknownAsset, HarmlessText.OfName(group.Key.Symbol ?? ""));

    /// <summary>Writes an amount: rounded for the eye, exact for whoever points at it or copies it.</summary>
    public static HtmlWriter WriteAmount(HtmlWriter html, decimal? amount) => amount is { } known
        ? html.Element("data", Amount.Short(known), "value", Amount.Exact(known), "title", Amount.Exact(known))
        : html.Text("–");

    private void WriteOrders(HtmlWriter html)
    {
        IEnumerable<string> kinds = figures.Kinds.GroupBy(group => group.Key.AutoCloseType)
            .OrderBy(kind => kind.Key is null)
            .ThenBy(kind => kind.Key)
            .Select(kind => $"{text.Name(kind.Key)} {Amount.Whole(kind.Sum(group => group.Count))}");
        Begin(html, text.Orders).Element("p", Amount.Whole(figures.Count), "class", "figure");
        End(html, kinds);
    }

    private void WritePeriod(HtmlWriter html)
    {
        DateTime first = figures.Days.Min(group => group.Key.Day!.Value);
        DateTime last = figures.Days.Max(group => group.Key.Day!.Value);
        Begin(html, text.Period).Element("p", first == last ? text.OneDay : ReportText.Fill(text.Days, Amount.Whole((last - first).Days + 1)), "class", "figure");
        End(html, [FormattableString.Invariant($"{first:yyyy-MM-dd} – {last:yyyy-MM-dd}")]);
    }

    private void WriteValue(HtmlWriter html)
    {
        Begin(html, text.Value).Open("p", "class", "figure");
        WriteValueOf(html, figures.Assets[0]).Close("p");
        foreach (GroupSums group in figures.Assets.Skip(1).Take(MaximumHeadlineAssets))
        {
            WriteValueOf(html.Open("p"), group).Close("p");
        }

        int more = figures.Assets.Count - 1 - MaximumHeadlineAssets;
        End(html, more > 0 ? [ReportText.Fill(text.MoreAssets, more)] : []);
    }

    private void WriteLargest(HtmlWriter html)
    {
        Begin(html, text.LargestOrder);
        if (figures.Assets.FirstOrDefault(group => group.Largest is not null) is { Largest: { } order } assetGroup)
        {
            WriteAmount(html.Open("p", "class", "figure"), GroupSums.ValueOf(order)).Text(" ").Element("small", Asset(assetGroup, text)).Close("p");
            End(html, [string.Join(" · ", new[] { order.Side, order.Symbol, text.Name(order.Market) }.OfType<string>().Select(HarmlessText.OfName)), clock.Full(order.UpdatedTime)]);
        }
        else
        {
            html.Element("p", "–", "class", "figure");
            End(html, []);
        }
    }

    private HtmlWriter WriteValueOf(HtmlWriter html, GroupSums group)
    {
        string asset = group.Key.IsCoinMargined ? $"{Asset(group, text)} ({text.Cm})" : Asset(group, text);
        return WriteAmount(html, group.TotalValue).Text(" ").Element("small", asset);
    }

    private static HtmlWriter Begin(HtmlWriter html, string name) => html.Open("div", "class", "card").Element("h2", name);

    private static void End(HtmlWriter html, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            html.Element("p", line);
        }

        html.Close("div").Line();
    }

    private void Table(HtmlWriter html, string caption, string[] keys, IReadOnlyList<GroupSums> groups, Func<GroupSums, string[]> values)
    {
        html.Element("h2", caption).Line()
            .Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption).Open("table", "aria-label", caption)
            .Open("thead").Open("tr");
        foreach (string key in keys)
        {
            html.Element("th", key, "scope", "col");
        }

        html.Element("th", text.Orders, "scope", "col", "class", "number").Element("th", text.Value, "scope", "col", "class", "number").Element("th", text.Asset, "scope", "col")
            .Element("th", text.Largest, "scope", "col", "class", "number").Element("th", text.First, "scope", "col").Element("th", text.Last, "scope", "col")
            .Close("tr").Close("thead").Line().Open("tbody").Line();
        foreach (GroupSums group in groups)
        {
            string[] cells = values(group);
            html.Open("tr").Element("th", cells[0], "scope", "row");
            foreach (string cell in cells.Skip(1))
            {
                html.Element("td", cell);
            }

            html.Element("td", Amount.Whole(group.Count), "class", "number");
            WriteAmount(html.Open("td", "class", "number"), group.TotalValue).Close("td").Element("td", Asset(group, text));
            WriteAmount(html.Open("td", "class", "number"), group.Largest is null ? null : GroupSums.ValueOf(group.Largest)).Close("td")
                .Element("td", clock.Minute(group.FirstTime)).Element("td", clock.Minute(group.LastTime)).Close("tr").Line();
        }

        html.Close("tbody").Close("table").Close("div").Line();
    }
}
