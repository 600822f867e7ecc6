using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>
/// The orders of a report. The newest are rows of the document; all that are listed are data for its script, which sorts, filters and pages them.
/// </summary>
internal sealed class OrderSection(ReportFigures figures, ReportText text, ReportClock clock)
{
    private const int RowsWithoutScript = 50;
    private static readonly int[] PageSizes = [RowsWithoutScript, 100, 500];

    private readonly Numbering _symbols = new();
    private readonly Numbering _sides = new();
    private readonly Numbering _assets = new();
    private readonly Numbering _profiles = new();
    private readonly bool _hasSeveralProfiles = figures.Profiles.Select(group => group.Key.ProfileName).Distinct().Skip(1).Any();

    /// <summary>Writes the table, and the data behind it.</summary>
    public void Write(HtmlWriter html)
    {
        IReadOnlyList<ForceOrder> orders = figures.Newest();
        html.Open("section", "id", "orders").Line().Element("h2", text.AllOrders, "id", "orders-title").Line();
        if (orders.Count < figures.Count)
        {
            html.Element("p", ReportText.Fill(text.ListedOrders, Amount.Whole(orders.Count), Amount.Whole(figures.Count)), "class", "note").Line();
        }

        html.Element("noscript", text.ScriptNeeded).Line();
        WriteControls(html);
        WriteTable(html, orders);
        html.Verbatim("script", Data(orders), "type", "application/json", "id", "orders-data").Line().Close("section").Line();
    }

    private void WriteControls(HtmlWriter html)
    {
        html.Open("form", "class", "controls", "id", "controls", "hidden", "hidden").Line()
            .Open("label").Text(text.Filter).Open("input", "type", "search", "id", "filter", "autocomplete", "off", "placeholder", text.FilterHint).Close("label").Line()
            .Open("label").Text(text.Market).Open("select", "id", "market").Element("option", text.EveryMarket, "value", "");
        foreach (ForceOrderMarket market in Markets())
        {
            html.Element("option", text.Name(market), "value", Code(market));
        }

        html.Close("select").Close("label").Line().Open("label").Text(text.RowsPerPage).Open("select", "id", "page-size");
        foreach (int size in PageSizes)
        {
            html.Element("option", Amount.Whole(size));
        }

        html.Close("select").Close("label").Line().Close("form").Line();
    }

    private void WriteTable(HtmlWriter html, IReadOnlyList<ForceOrder> orders)
    {
        html.Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-labelledby", "orders-title")
            .Open("table", "id", "orders-table", "aria-labelledby", "orders-title", "aria-describedby", "shown").Open("thead").Open("tr");
        foreach ((string id, string name, bool isNumber) in Columns())
        {
            html.Element("th", name, "scope", "col", "data-column", id, "class", isNumber ? "number" : null, "aria-sort", id == "time" ? "descending" : null);
        }

        html.Close("tr").Close("thead").Line().Open("tbody").Line();
        foreach (ForceOrder order in orders.Take(RowsWithoutScript))
        {
            WriteRow(html, order);
        }

        html.Close("tbody").Close("table").Close("div").Line()
            .Open("div", "class", "pager")
            .Element("p", ReportText.Fill(text.Shown, 1, Amount.Whole(Math.Min(RowsWithoutScript, orders.Count)), Amount.Whole(orders.Count)), "id", "shown", "role", "status")
            .Element("button", text.Previous, "type", "button", "id", "previous", "hidden", "hidden").Element("button", text.Next, "type", "button", "id", "next", "hidden", "hidden")
            .Close("div").Line();
    }

    private void WriteRow(HtmlWriter html, ForceOrder order)
    {
        SymbolAssets assets = SymbolAssets.Of(order);
        html.Open("tr").Element("td", clock.Second(order.UpdatedTime), "title", clock.Exact(order.UpdatedTime)).Element("td", text.Name(order.Market)).Element("th", HarmlessText.OfName(order.Symbol), "scope", "row")
            .Element("td", HarmlessText.OfName(order.Side ?? "–"), "class", SideStyle(order.Side)).Element("td", text.Name((order as FuturesForceOrder)?.AutoCloseType));
        foreach (decimal? amount in new[] { order.AveragePrice, order.ExecutedQuantity, GroupSums.ValueOf(order) })
        {
            html.Open("td", "class", "number");
            SumsSection.WriteAmount(html, amount).Close("td");
        }

        html.Element("td", assets.Value ?? "–").Element("td", order.OrderId.ToString(CultureInfo.InvariantCulture), "class", "number");
        if (_hasSeveralProfiles)
        {
            html.Element("td", HarmlessText.OfName(order.ProfileName ?? text.NoAccountName));
        }

        html.Close("tr").Line();
    }

    private IEnumerable<(string Id, string Name, bool IsNumber)> Columns()
    {
        yield return ("time", $"{text.Updated} ({clock.Offsets(figures.Assets.Min(group => group.FirstTime), figures.Assets.Max(group => group.LastTime))})", false);
        yield return ("market", text.Market, false);
        yield return ("symbol", text.Symbol, false);
        yield return ("side", text.Side, false);
        yield return ("kind", text.Kind, false);
        yield return ("price", text.AveragePrice, true);
        yield return ("quantity", text.ExecutedQuantity, true);
        yield return ("value", text.Value, true);
        yield return ("asset", text.Asset, false);
        yield return ("id", text.OrderId, true);
        if (_hasSeveralProfiles)
        {
            yield return ("profile", text.Account, false);
        }
    }

    /// <summary>Names once, rows as numbers into them: what repeats does not make the file grow.</summary>
    private string Data(IReadOnlyList<ForceOrder> orders)
    {
        var data = new ScriptData().Open('{').Open('[', "rows");
        foreach (ForceOrder order in orders)
        {
            data.Open('[')
                .Number(order.UpdatedTime.ToUnixTimeMilliseconds())
                .Number((long)clock.At(order.UpdatedTime).Offset.TotalMinutes)
                .Text(Code(order.Market))
                .Number(_symbols.Of(order.Symbol))
                .Number(_sides.Of(order.Side))
                .Number((int?)(order as FuturesForceOrder)?.AutoCloseType ?? -1)
                .Text(Exact(order.AveragePrice)).Text(Exact(order.ExecutedQuantity)).Text(Exact(GroupSums.ValueOf(order)))
                .Number(_assets.Of(SymbolAssets.Of(order).Value))
                .Text(order.OrderId.ToString(CultureInfo.InvariantCulture))
                .Number(_profiles.Of(order.ProfileName))
                .Close(']');
        }

        data.Close(']').Texts(_symbols.Values, "symbols").Texts(_sides.Values, "sides").Texts(_assets.Values, "assets")
            .Texts(_profiles.Values.Select(name => name ?? text.NoAccountName), "profiles").Open('{', "markets");
        foreach (ForceOrderMarket market in Markets())
        {
            data.Text(text.Name(market), Code(market));
        }

        return data.Close('}')
            .Texts([text.Name(AutoCloseType.Liquidation), text.Name(AutoCloseType.Adl), text.Name(kind: null)], "kinds")
            .Text(text.Shown, "shown").Text(text.NoMatch, "noMatch").Close('}').ToString();
    }

    private IEnumerable<ForceOrderMarket> Markets() => figures.Kinds.Select(group => group.Key.Market!.Value).Distinct();

    private static string Code(ForceOrderMarket market) => market.ToString().ToLowerInvariant();

    private static string? Exact(decimal? amount) => amount is { } known ? Amount.Exact(known) : null;

    private static string? SideStyle(string? side) => side switch
    {
        "BUY" => "buy",
        "SELL" => "sell",
        _ => null,
    };

    /// <summary>Gives each text that comes a number, from 0.</summary>
    private sealed class Numbering
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<string?> _values = [];
        private int? _nothing;

        public IEnumerable<string?> Values => _values;

        public int Of(string? value)
        {
            if (value is null)
            {
                return _nothing ??= Add(null);
            }

            if (!_numbers.TryGetValue(value, out int number))
            {
                number = Add(value);
                _numbers.Add(value, number);
            }

            return number;
        }

        private int Add(string? value)
        {
            _values.Add(value);
            return _values.Count - 1;
        }
    }
}
