using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;
using static PortfolioMargin.ModuleTests.Reporting.Orders;

namespace PortfolioMargin.ModuleTests.Reporting;

/// <summary>What stands in the file that Export-PmForceOrderReport writes. How it behaves in a browser, the browser's tests say.</summary>
public sealed partial class ReportTests : IDisposable
{
    private static readonly ForceOrder[] Sample =
    [
        Um("BTCUSDT", 92000.10m, 0.5m, 46000.05m, Noon.AddDays(-2), id: 9007199254740993),
        Um("ETHUSDT", 3100m, 2m, 6200m, Noon.AddDays(-1), clientOrderId: "adl_autoclose"),
        Um("SOLUSDT", null, null, null, Noon.AddHours(-5)),
        Margin("BNBBTC", 0.00388359m, 31.39000000m, Noon, profile: "Fund"),
        Cm("BTCUSD_PERP", 92000m, 7m, 0.00760870m, Noon.AddHours(-3)),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("report-").FullName;
    private readonly Engine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void It_shows_the_figures_that_Measure_computes()
    {
        string html = Export(Sample);
        PSObject[] sums = [.. _engine.Run("$orders | Measure-PmForceOrder -By Market, AutoCloseType", ("orders", Sample)).EnsureClean().Output];

        string[][] rows = Rows(html, "By market and kind");

        Assert.Equal(sums.Length, rows.Length);
        Assert.Equal(sums.Select(sum => sum.Properties["Count"].Value.ToString()), rows.Select(row => row[2]));
        Assert.Equal(
            sums.Select(sum => (decimal?)(sum.Properties["Notional"].Value ?? sum.Properties["CumulativeBase"].Value) is { } value ? value.ToString("0.####################", CultureInfo.InvariantCulture) : "–"),
            rows.Select(row => row[3]));
        Assert.Equal(["BTC", "USDT", "USDT", "BTC"], rows.Select(row => row[4]));
    }

    [Fact]
    public void It_lists_every_order_with_every_digit()
    {
        JsonElement data = Data(Export(Sample));

        var listed = data.GetProperty("rows").EnumerateArray().Select(row => (
            Symbol: data.GetProperty("symbols")[row[3].GetInt32()].GetString(),
            Time: row[0].GetInt64(),
            Price: row[6].GetString(),
            Quantity: row[7].GetString(),
            Value: row[8].GetString(),
            Id: row[10].GetString(),
            Profile: data.GetProperty("profiles")[row[11].GetInt32()].GetString()));

        Assert.Equal(
            Sample.OrderByDescending(order => order.UpdatedTime).Select(order => (
                (string?)order.Symbol,
                order.UpdatedTime.ToUnixTimeMilliseconds(),
                Digits(order.AveragePrice),
                Digits(order.ExecutedQuantity),
                Digits(order is CmForceOrder coins ? coins.CumulativeBase : order.Notional),
                (string?)order.OrderId.ToString(CultureInfo.InvariantCulture),
                order.ProfileName)),
            listed);
    }

    [Fact]
    public void It_loads_nothing_and_allows_its_own_style_and_script_alone()
    {
        string html = Export(Sample);
        string policy = WebUtility.HtmlDecode(Policy().Match(html).Groups[1].Value);

        Assert.Equal($"default-src 'none'; style-src '{Hash(html, "style")}'; script-src '{Hash(html, "script")}'; base-uri 'none'; form-action 'none'", policy);
        Assert.True(html.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < html.IndexOf("<style>", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?i)https?:|<link|<img|<iframe|<object|\bsrc=|\bhref=|\burl\(|@import|\sstyle=|\son[a-z]+=|innerHTML|eval\(", html);
    }

    [Fact]
    public void Names_from_outside_are_text_wherever_they_stand()
    {
        const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' \u202e\u0007\ud800";

        string html = Export([Um(Hostile + "USDT", 1m, 1m, 1m, side: Hostile, profile: Hostile), Margin(Hostile, 1m, 1m, profile: "b")], "-Title $title", ("title", Hostile));

        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.Equal(2, Regex.Count(html, "</script>"));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u202e\u0007]", html);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.Contains(Hostile.Replace('\u202e', '\ufffd').Replace('\u0007', '\ufffd').Replace('\ud800', '\ufffd'), Data(html).GetProperty("symbols").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void It_says_what_period_accounts_and_zone_it_is_about_and_what_made_it()
    {
        string html = Export(Sample, "-TimeZone Asia/Tokyo -Title 'Liquidations in May'");

        Assert.Equal("Liquidations in May", Element(html, "title"));
        Assert.Equal("Liquidations in May", Element(html, "h1"));
        string[] facts = [.. Facts().Matches(html).Select(fact => WebUtility.HtmlDecode(fact.Groups[1].Value))];
        Assert.Equal("2026-05-29 21:00 to 2026-05-31 21:00, the first and the last order", facts[0]);
        Assert.Equal("Desk, Fund", facts[1]);
        Assert.Equal("Asia/Tokyo, UTC+09:00", facts[2]);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\+09:00 with PortfolioMargin \d+\.\d+\.\d+$", facts[3]);
        DateTimeOffset made = DateTimeOffset.ParseExact(facts[3].Replace("UTC", "", StringComparison.Ordinal)[..26], "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow - made, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_zone_with_summer_time_shows_both_offsets_and_each_time_has_its_own()
    {
        string html = Export([Margin("BTCUSDT", 1m, 1m, Noon), Margin("BTCUSDT", 1m, 1m, Noon.AddMonths(-5))], "-TimeZone Europe/Berlin");

        Assert.Contains("Europe/Berlin, UTC+01:00 / UTC+02:00", html, StringComparison.Ordinal);
        Assert.Contains("2026-05-31T14:00:00.000+02:00", html, StringComparison.Ordinal);
        Assert.Contains("2025-12-31T13:00:00.000+01:00", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "by day", 1)]
    [InlineData(91, "by day", 92)]
    [InlineData(92, "by week, from Monday", 14)]
    [InlineData(800, "by month", 27)]
    [InlineData(9000, "by year", 26)]
    public void Its_timeline_is_cut_so_that_it_can_be_seen(int days, string cut, int columns)
    {
        // The last day is a Sunday, and the year's 151st.
        string html = Export([Margin("BTCUSDT", 1m, 1m, Noon.AddDays(-days)), Margin("BTCUSDT", 3m, 1m, Noon)], "-TimeZone UTC");

        Assert.Contains($"Timeline, {cut} (UTC)", html, StringComparison.Ordinal);
        double width = double.Parse(HitWidth().Match(html).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(columns, (int)Math.Round(100 / width));
    }

    [Fact]
    public void Values_of_one_asset_only_are_in_one_chart()
    {
        string html = Export(Sample);

        string[] charts = [.. Captions().Matches(html).Select(caption => caption.Groups[1].Value)];

        Assert.Equal(["Notional in USDT", "Notional in BTC", "COIN-M futures, executed in BTC"], charts);
    }

    [Fact]
    public void What_is_not_known_is_said()
    {
        Assert.Contains("Of 5 orders, 1 came without an executed quantity and 1 without a value", Export(Sample), StringComparison.Ordinal);
        Assert.DoesNotContain("came without", Export([Margin("BTCUSDT", 1m, 1m)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_orders_the_report_says_so()
    {
        string html = Export([]);

        Assert.Contains("No forced orders came", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_without_any_known_value_make_a_report_too()
    {
        string html = Export([Um("SOLUSDT", null, null, null), Margin("ABCXYZ", null, 1m)]);

        Assert.DoesNotContain("<figure", html, StringComparison.Ordinal);
        Assert.Contains("unknown, of ABCXYZ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_speaks_the_language_of_the_session()
    {
        string html = File.ReadAllText(Write(Sample, before: "[cultureinfo]::CurrentUICulture = 'zh-CN'"));

        Assert.Contains("<html lang=\"zh-CN\">", html, StringComparison.Ordinal);
        Assert.Equal("强制平仓订单报告", Element(html, "h1"));
        Assert.DoesNotContain("Auto-deleveraging", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_times_are_the_same_in_every_culture()
    {
        string[] reports = [.. new[] { "en-US", "de-DE", "ar-SA", "th-TH" }.Select(culture =>
            MadeTimes().Replace(File.ReadAllText(Write(Sample, before: $"[cultureinfo]::CurrentCulture = '{culture}'")), ""))];

        Assert.Single(reports.Distinct());
    }

    [Fact]
    public void Ten_thousand_orders_take_less_than_five_megabytes()
    {
        ForceOrder[] orders = [.. Enumerable.Range(0, 10_000).Select(i => Margin("1000SHIBUSDT", 92000.12345678m + i, 0.12345678m * i, Noon.AddSeconds(-i), id: long.MaxValue - i))];

        Assert.InRange(new FileInfo(Write(orders)).Length, 500_000, 5_000_000);
    }

    [Fact]
    public void Of_more_orders_than_it_lists_the_newest_are_listed_and_all_are_summed()
    {
        IEnumerable<ForceOrder> orders = Enumerable.Range(0, 45_000).Select(i => Margin("BTCUSDT", 1m, 1m, Noon.AddSeconds(i), id: i));

        string html = Export(orders);

        JsonElement rows = Data(html).GetProperty("rows");
        Assert.Equal(20_000, rows.GetArrayLength());
        Assert.Equal(("44999", "25000"), (rows[0][10].GetString(), rows[19_999][10].GetString()));
        Assert.Contains("The newest 20,000 of 45,000 orders are listed.", html, StringComparison.Ordinal);
        Assert.Equal("45000", Rows(html, "By market and kind").Single()[3]);
    }

    private string Export(IEnumerable<ForceOrder> orders, string arguments = "", params (string, object?)[] variables)
    {
        _engine.Run(";", variables);
        return File.ReadAllText(Write(orders, arguments));
    }

    private string Write(IEnumerable<ForceOrder> orders, string arguments = "", string before = "")
    {
        string path = Path.Combine(_folder, "report.html");
        Assert.Empty(_engine.Run($"{before}; $orders | Export-PmForceOrderReport -Path $path {arguments}", ("orders", orders), ("path", path)).EnsureClean().Output);
        return path;
    }

    private static string? Digits(decimal? amount) => amount?.ToString("0.####################", CultureInfo.InvariantCulture);

    private static JsonElement Data(string html) =>
        JsonDocument.Parse(DataElement().Match(html).Groups[1].Value).RootElement;

    /// <summary>The cells of a table; of a number that is rounded, every digit.</summary>
    private static string[][] Rows(string html, string heading)
    {
        string table = html[html.IndexOf($"<h2>{heading}</h2>", StringComparison.Ordinal)..];
        table = table[table.IndexOf("<tbody>", StringComparison.Ordinal)..table.IndexOf("</tbody>", StringComparison.Ordinal)];
        return [.. TableRows().Matches(table).Select(row => Cells().Matches(row.Value).Select(cell => WebUtility.HtmlDecode(cell.Groups["exact"].Success ? cell.Groups["exact"].Value : cell.Groups["text"].Value)).ToArray())];
    }

    private static string Element(string html, string tag) => WebUtility.HtmlDecode(Regex.Match(html, $"<{tag}>(.*?)</{tag}>").Groups[1].Value);

    private static string Hash(string html, string tag)
    {
        string content = Regex.Match(html, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value;
        Assert.NotEmpty(content);
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<dd>(.*?)</dd>")]
    private static partial Regex Facts();

    [GeneratedRegex("<script type=\"application/json\" id=\"orders-data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataElement();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex TableRows();

    [GeneratedRegex("<t[dh][^>]*>(?:<data value=\"(?<exact>[^\"]*)\"[^>]*>[^<]*</data>|(?<text>[^<]*))</t[dh]>")]
    private static partial Regex Cells();

    [GeneratedRegex("class=\"hit\" x=\"[0-9.]+%\" width=\"([0-9.]+)%\"")]
    private static partial Regex HitWidth();

    [GeneratedRegex("<figcaption><b>(.*?)</b>")]
    private static partial Regex Captions();

    [GeneratedRegex(@"<dd>[^<]* with PortfolioMargin [^<]*</dd>")]
    private static partial Regex MadeTimes();
}
