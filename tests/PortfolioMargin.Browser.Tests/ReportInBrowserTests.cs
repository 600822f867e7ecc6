using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioMargin.ModuleTests.Reporting;
using PortfolioMargin.Reporting;

namespace PortfolioMargin.BrowserTests;

/// <summary>What a report does in a browser.</summary>
public sealed class ReportInBrowserTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private const string Rows = "#orders-table tbody tr";
    private const string Symbols = "#orders-table tbody th";

    private static readonly ForceOrder[] Sample =
    [
        Orders.Um("BTCUSDT", 92000.10m, 0.5m, 46000.05m, Orders.Noon.AddDays(-2), id: 9007199254740993),
        Orders.Um("ETHUSDT", 3100m, 2m, 6200m, Orders.Noon.AddDays(-1), side: "BUY", clientOrderId: "adl_autoclose", id: 9007199254740992),
        Orders.Margin("BNBBTC", 0.00388359m, 31.39000000m, Orders.Noon, profile: "Fund", id: 180015097),
        Orders.Cm("BTCUSD_PERP", 92000m, 7m, 0.00760870m, Orders.Noon.AddHours(-3), id: 5),
        Orders.Um("SOLUSDT", null, null, null, Orders.Noon.AddHours(-5), id: 6),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_asks_for_nothing_and_complains_of_nothing()
    {
        (Page page, string file) = await OpenAsync(Sample);

        Assert.Equal([new Uri(file).AbsoluteUri], page.Requests);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Its_policy_refuses_an_image_a_request_and_a_foreign_script()
    {
        (Page page, _) = await OpenAsync(Sample);

        string[] refused = await Promise(page, """
            const refused = [];
            document.addEventListener('securitypolicyviolation', violation => { refused.push(violation.effectiveDirective); if (refused.length === 3) { resolve(refused.sort()); } });
            new Image().src = 'http://127.0.0.1:9/picture';
            fetch('http://127.0.0.1:9/data').catch(() => {});
            const script = document.createElement('script');
            script.textContent = 'window.foreign = true';
            document.body.append(script);
            """);

        Assert.Equal(["connect-src", "img-src", "script-src-elem"], refused);
        Assert.Null(await page.EvaluateAsync("window.foreign ?? null"));
    }

    [Fact]
    public async Task A_header_sorts_by_its_column_and_says_so()
    {
        (Page page, _) = await OpenAsync(Sample);
        Assert.Equal(["BNBBTC", "BTCUSD_PERP", "SOLUSDT", "ETHUSDT", "BTCUSDT"], await page.TextsAsync(Symbols));

        await ClickAsync(page, "symbol");
        Assert.Equal(["BNBBTC", "BTCUSDT", "BTCUSD_PERP", "ETHUSDT", "SOLUSDT"], await page.TextsAsync(Symbols));
        Assert.Equal(["symbol ascending"], await Sorted(page));

        await ClickAsync(page, "symbol");
        Assert.Equal(["symbol descending"], await Sorted(page));

        // What is not known stands last, whichever way is sorted.
        await ClickAsync(page, "value");
        Assert.Equal(["BTCUSDT", "ETHUSDT", "BNBBTC", "BTCUSD_PERP", "SOLUSDT"], await page.TextsAsync(Symbols));
        await ClickAsync(page, "value");
        Assert.Equal(["BTCUSD_PERP", "BNBBTC", "ETHUSDT", "BTCUSDT", "SOLUSDT"], await page.TextsAsync(Symbols));

        // Neighbouring ids of 54 bits, which are the same as floating-point numbers.
        await ClickAsync(page, "id");
        Assert.Equal(["BTCUSDT", "ETHUSDT"], (await page.TextsAsync(Symbols))[..2]);
    }

    [Fact]
    public async Task A_header_is_pressed_with_the_keyboard_too()
    {
        (Page page, _) = await OpenAsync(Sample);

        await page.EvaluateAsync("document.querySelector('[data-column=side] button').focus()");
        await page.PressAsync("Enter", 13);

        Assert.Equal(["side ascending"], await Sorted(page));
        Assert.Equal("ETHUSDT", (await page.TextsAsync(Symbols))[0]);
    }

    [Theory]
    [InlineData("usdt", "SOLUSDT ETHUSDT BTCUSDT")]
    [InlineData("BUY", "ETHUSDT")]
    [InlineData("fund", "BNBBTC")]
    [InlineData("coin-m desk", "BTCUSD_PERP")]
    [InlineData("9007199254740993", "BTCUSDT")]
    [InlineData("2026-05-30", "ETHUSDT")]
    [InlineData("  ", "BNBBTC BTCUSD_PERP SOLUSDT ETHUSDT BTCUSDT")]
    public async Task A_filter_keeps_what_has_all_its_words(string typed, string expected)
    {
        (Page page, _) = await OpenAsync(Sample);

        await FilterAsync(page, typed);

        Assert.Equal(expected.Split(' '), await page.TextsAsync(Symbols));
    }

    [Fact]
    public async Task A_filter_that_nothing_matches_says_so_and_a_market_can_be_chosen()
    {
        (Page page, _) = await OpenAsync(Sample);

        await FilterAsync(page, "nothing like it");
        Assert.Equal(["No order matches"], await page.TextsAsync("#shown"));
        Assert.Empty(await page.TextsAsync(Rows));

        await FilterAsync(page, "");
        await page.EvaluateAsync("market.value = 'cm'; market.dispatchEvent(new Event('change'))");
        Assert.Equal(["BTCUSD_PERP"], await page.TextsAsync(Symbols));
        Assert.Equal(["1 to 1 of 1 orders"], await page.TextsAsync("#shown"));
    }

    [Fact]
    public async Task The_rows_without_a_script_are_the_rows_with_it()
    {
        string file = Write(Sample);
        Page page = await browser.OpenAsync(file);

        string without = File.ReadAllText(file);
        without = without[without.IndexOf("<tbody>", without.IndexOf("id=\"orders-table\"", StringComparison.Ordinal), StringComparison.Ordinal)..];
        without = without[7..without.IndexOf("</tbody>", StringComparison.Ordinal)];

        Assert.True((bool)(await page.EvaluateAsync($$"""
            (() => {
              const rows = (html) => { const body = document.createElement('template'); body.innerHTML = '<table><tbody>' + html + '</tbody></table>'; return [...body.content.querySelectorAll('tr')].map(row => [...row.cells].map(cell => [cell.tagName, cell.className, cell.textContent, cell.title, cell.querySelector('data')?.value, cell.querySelector('data')?.title])); };
              return JSON.stringify(rows({{JsonValue.Create(without)!.ToJsonString()}})) === JSON.stringify(rows(document.querySelector('#orders-table tbody').innerHTML));
            })()
            """))!);
    }

    [Fact]
    public async Task A_number_is_short_and_has_every_digit_at_hand()
    {
        (Page page, _) = await OpenAsync([Orders.Um("BTCUSDT", 92000.10000m, 0.12345678901m, 11358.037m)]);

        string[] cells = await page.TextsAsync("#orders-table tbody td.number");
        string[] exact = [.. (await page.EvaluateAsync("[...document.querySelectorAll('#orders-table tbody data')].map(number => number.title)"))!.AsArray().Select(text => (string)text!)];

        Assert.Equal(["92,000.1", "0.12345679", "11,358.04", "1"], cells);
        Assert.Equal(["92000.1", "0.12345678901", "11358.037"], exact);
    }

    [Fact]
    public async Task Hostile_names_stay_text()
    {
        const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&amp;";
        (Page page, string file) = await OpenAsync(
            [Orders.Um(Markup, 1m, 1m, 1m, side: "</script><script>alert(3)</script>", profile: "\u202e]]><!--" + Markup), Orders.Margin("BTCUSDT", 1m, 1m, profile: "{{1+1}}${alert(4)}")],
            title: "<h1 onclick=alert(5)>" + Markup + "</title>");
        await ClickAsync(page, "symbol");
        await FilterAsync(page, "<img");

        Assert.Equal([Markup], await page.TextsAsync(Symbols));
        Assert.Equal(["</script><script>alert(3)</script>", "\ufffd]]><!--" + Markup], await page.TextsAsync("#orders-table tbody td:nth-child(4), #orders-table tbody td:last-child"));
        Assert.Equal(["<h1 onclick=alert(5)>" + Markup + "</title>"], await page.TextsAsync("h1"));
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.querySelectorAll('img, [onerror], [onclick]').length"))!);
        Assert.Equal([new Uri(file).AbsoluteUri], page.Requests);
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Its_text_can_be_read_in_both_themes(string scheme)
    {
        (Page page, _) = await OpenAsync(Sample);

        await page.UseAsync(scheme);

        double background = await LuminanceAsync(page, "getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == "light", background > 0.5);
        foreach (string selector in new[] { "h1", ".kicker", ".about dt", ".card .figure", ".card p:last-child", "thead th", "tbody td", "td.sell", "td.buy", "figcaption b", ".key", "footer li" })
        {
            double text = await LuminanceAsync(page, $"getComputedStyle(document.querySelector('{selector}')).color");
            double contrast = (Math.Max(text, background) + 0.05) / (Math.Min(text, background) + 0.05);
            Assert.True(contrast >= 4.5, $"{selector} has a contrast of {contrast:0.0}.");
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_fits_a_desk_and_a_phone(int width)
    {
        (Page page, _) = await OpenAsync(Sample, width);

        Assert.Equal(width, (int)(await page.EvaluateAsync("innerWidth"))!);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
    }

    [Fact]
    public async Task A_screen_reader_finds_tables_headers_and_what_the_charts_show()
    {
        (Page page, _) = await OpenAsync(Sample);

        (string Role, string Name)[] nodes = await page.AccessibleAsync();

        Assert.Contains(nodes, node => node is { Role: "image" or "img" } && node.Name.StartsWith("Columns of Notional in USDT by day, from 2026-05-29 to 2026-05-31. The largest is 46,000.05 USDT.", StringComparison.Ordinal));
        Assert.Contains(nodes, node => node == ("columnheader", "Symbol"));
        Assert.Contains(nodes, node => node == ("rowheader", "BTCUSDT"));
        Assert.Contains(nodes, node => node == ("button", "Symbol"));
        Assert.Contains(nodes, node => node.Role == "searchbox" && node.Name.StartsWith("Filter", StringComparison.Ordinal));
        Assert.Contains(nodes, node => node.Role == "status");
        Assert.DoesNotContain(nodes, node => node is { Role: "button" or "table" or "searchbox" or "combobox", Name: "" });
    }

    [Fact]
    public async Task It_prints_on_A4_in_the_colors_of_paper_without_controls()
    {
        (Page page, _) = await OpenAsync(Enumerable.Range(0, 120).Select(i => Orders.Margin("BTCUSDT", 1m, 1m, Orders.Noon.AddMinutes(i), id: i)));
        await page.UseAsync("dark", "print");

        Assert.Equal("none", (string)(await page.EvaluateAsync("getComputedStyle(document.querySelector('#controls')).display"))!);
        Assert.InRange(await LuminanceAsync(page, "getComputedStyle(document.body).backgroundColor"), 0.99, 1);
        Assert.InRange(await LuminanceAsync(page, "getComputedStyle(document.body).color"), 0, 0.1);

        string pdf = System.Text.Encoding.Latin1.GetString(await page.PrintAsync());
        Assert.Contains("/MediaBox [0 0 594.95996 841.91998]", pdf, StringComparison.Ordinal);
        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(120, (await page.TextsAsync(Rows)).Length);
        await page.EvaluateAsync("window.dispatchEvent(new Event('afterprint'))");
        Assert.Equal(50, (await page.TextsAsync(Rows)).Length);
    }

    [Fact]
    public async Task Ten_thousand_orders_are_paged_sorted_and_filtered_at_once()
    {
        (Page page, string file) = await OpenAsync(Enumerable.Range(0, 10_000).Select(i => Orders.Um(i % 3 == 0 ? "BTCUSDT" : "ETHUSDT", 1000m + i, 0.001m * i, (1000m + i) * 0.001m * i, Orders.Noon.AddSeconds(-i), id: 9007199254740993 + i)));
        Assert.InRange(new FileInfo(file).Length, 100_000, 5_000_000);
        Assert.Equal(["1 to 50 of 10,000 orders"], await page.TextsAsync("#shown"));

        double milliseconds = (double)(await page.EvaluateAsync("(() => { const began = performance.now(); document.querySelector('[data-column=value] button').click(); document.body.getBoundingClientRect(); return performance.now() - began; })()"))!;
        Assert.InRange(milliseconds, 0, 1000);
        TestContext.Current.SendDiagnosticMessage("10,000 orders: {0:0} ms to sort, {1:N0} bytes.", milliseconds, new FileInfo(file).Length);
        Assert.Equal(["109,979"], await page.TextsAsync("#orders-table tbody tr:first-child td:nth-child(8)"));

        await page.EvaluateAsync("next.click()");
        Assert.Equal(["51 to 100 of 10,000 orders"], await page.TextsAsync("#shown"));
        await FilterAsync(page, "btcusdt");
        Assert.Equal(["1 to 50 of 3,334 orders"], await page.TextsAsync("#shown"));
    }

    [Fact]
    public async Task It_speaks_Chinese()
    {
        string file = Path.Combine(_folder, "chinese.html");
        Write(file, Sample, null, ReportText.Chinese);

        Page page = await browser.OpenAsync(file);

        Assert.Equal(["强制平仓订单报告"], await page.TextsAsync("h1"));
        Assert.Equal(["第 1 至 5 笔，共 5 笔"], await page.TextsAsync("#shown"));
        Assert.Equal("zh-CN", (string)(await page.EvaluateAsync("document.documentElement.lang"))!);
        Assert.Empty(page.Complaints);
    }

    private async Task<(Page Page, string File)> OpenAsync(IEnumerable<ForceOrder> orders, int width = 1280, string? title = null)
    {
        string file = Write(orders, title);
        return (await browser.OpenAsync(file, width), file);
    }

    private string Write(IEnumerable<ForceOrder> orders, string? title = null)
    {
        string file = Path.Combine(_folder, "report.html");
        Write(file, orders, title, ReportText.English);
        return file;
    }

    private static void Write(string file, IEnumerable<ForceOrder> orders, string? title, ReportText text)
    {
        var figures = new ReportFigures(TimeZoneInfo.Utc);
        foreach (ForceOrder order in orders)
        {
            figures.Add(order);
        }

        using FileStream stream = File.Create(file);
        new ReportDocument(figures, TimeZoneInfo.Utc, text, title, Orders.Noon).Write(stream);
    }

    private static async Task ClickAsync(Page page, string column) => await page.EvaluateAsync($"document.querySelector('[data-column={column}] button').click()");

    private static async Task FilterAsync(Page page, string typed) =>
        await page.EvaluateAsync($"filter.value = {JsonValue.Create(typed)!.ToJsonString()}; filter.dispatchEvent(new Event('input'))");

    private static async Task<string[]> Sorted(Page page) =>
        [.. (await page.EvaluateAsync("[...document.querySelectorAll('[aria-sort]')].map(header => header.dataset.column + ' ' + header.getAttribute('aria-sort'))"))!.AsArray().Select(text => (string)text!)];

    private static async Task<string[]> Promise(Page page, string body) =>
        [.. (await page.EvaluateAsync($"new Promise(resolve => {{ {body} }})"))!.AsArray().Select(text => (string)text!)];

    /// <summary>How light a color is, as WCAG reckons it: 0 for black, 1 for white.</summary>
    private static async Task<double> LuminanceAsync(Page page, string expression)
    {
        string color = (string)(await page.EvaluateAsync(expression))!;
        double[] parts = [.. color[(color.IndexOf('(') + 1)..color.IndexOf(')')].Split(',').Take(3).Select(part => double.Parse(part, CultureInfo.InvariantCulture) / 255)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
