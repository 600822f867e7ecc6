using System.Globalization;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed partial class ViewTests
{
    private static readonly string[] OrderColumns = ["Market", "Updated (UTC)", "Symbol", "Side", "Executed", "AveragePrice", "Notional", "OrderId"];

    [Fact]
    public void Orders_are_a_table_that_fits_100_columns()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Width = 100;

        string[] lines = Lines(engine.Render("Get-PmMarginForceOrder"));

        Assert.Equal(string.Join(' ', OrderColumns).Split(' '), lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            ["Margin", "2019-05-27", "07:16:14", "BNBBTC", "SELL", "31.39", "0.00388359", "0.1219059", "180015097"],
            lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(99, lines.Max(line => line.Length));
        Assert.DoesNotContain("…", string.Concat(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 7)]
    [InlineData(100, 8)]
    [InlineData(120, 8)]
    public void At_the_usual_widths_whole_columns_are_dropped_from_the_right(int width, int columns)
    {
        using Engine engine = Engine.OnSandbox();
        engine.Width = width;

        string[] lines = Lines(engine.Render("Get-PmMarginForceOrder -PageSize 100"));

        Assert.Equal(string.Join(' ', OrderColumns.Take(columns)), string.Join(' ', lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.DoesNotContain("…", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void At_no_width_of_the_window_is_a_number_cut()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("$orders = Get-PmMarginForceOrder -PageSize 40").EnsureClean();
        engine.Width = 200;
        string[] whole = Lines(engine.Render("$orders"))[2..];
        Assert.Equal(40, whole.Length);

        for (int width = 40; width < 200; width++)
        {
            engine.Width = width;
            string[] rows = Lines(engine.Render("$orders"))[^40..];

            Assert.All(rows.Zip(whole), pair =>
            {
                string[] shown = pair.First.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                string[] complete = pair.Second.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Assert.True(pair.First.Length <= width, $"{width}: {pair.First}");
                Assert.All(shown.Where(word => word.Any(char.IsDigit)), word => Assert.Contains(word, complete));
            });
        }
    }

    [Theory]
    [InlineData("Local", "Market Updated (local) Symbol Side Executed AveragePrice Notional OrderId")]
    [InlineData("Account", "ProfileName Market Updated (UTC) Symbol Side Executed AveragePrice")]
    public void A_named_view_fits_100_columns(string view, string header)
    {
        using Engine engine = Engine.OnSandbox();
        engine.Width = 100;

        string[] lines = Lines(engine.Render($"Get-PmMarginForceOrder -PageSize 100 | Format-Table -View {view}"));

        Assert.Contains(header, lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.DoesNotContain("…", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_of_local_time_says_its_offset_and_begins_anew_where_it_changes()
    {
        using Engine engine = Engine.OnSandbox();

        string[] offsets = [.. Lines(engine.Render("Get-PmMarginForceOrder -All | Sort-Object UpdatedTime | Format-Table -View Local"))
            .Where(line => line.Contains("UTC offset", StringComparison.Ordinal)).Select(line => line.Split(": ")[1])];

        string[] expected = [.. engine.Run("Get-PmMarginForceOrder -All | Sort-Object UpdatedTime").Output
            .Select(order => ((DateTimeOffset)order.Properties["UpdatedTime"].Value).ToLocalTime().Offset)
            .Aggregate(new List<TimeSpan>(), (all, offset) => all.Count > 0 && all[^1] == offset ? all : [.. all, offset])
            .Select(offset => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture))];
        Assert.Equal(expected, offsets);
    }

    [Fact]
    public void A_view_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        using Engine engine = Engine.OnSandbox();

        string message = engine.Run("Get-PmMarginForceOrder -First 1 | Format-Table -View Nope | Out-String").Error.ToString();

        Assert.All(["Default", "Local", "Account"], view => Assert.Contains(view, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.1219058901000000", 9, "0.1219059")]
    [InlineData("31.39000000", 11, "31.39")]
    [InlineData("59850.44263680", 12, "59850.442637")]
    [InlineData("123456789012.5", 11, "1.23457E+11")]
    [InlineData("0.0000000000123", 11, "1.23E-11")]
    [InlineData("-0.00000001", 11, "-0.00000001")]
    [InlineData("0", 9, "0")]
    public void A_number_for_the_eye_has_no_trailing_zeros_and_is_rounded_not_cut(string number, int width, string shown)
    {
        using var engine = new Engine();

        object? text = Assert.Single(engine.Run(
            "[PortfolioMargin.PmCredential].Assembly.GetType('PortfolioMargin.Formatting.NumberForTheEye').GetMethod('Fit', [Reflection.BindingFlags]'Static, NonPublic').Invoke($null, @([decimal]$number, $width))",
            ("number", number),
            ("width", width)).EnsureClean().Output).BaseObject;

        Assert.Equal(shown, text);
    }

    [Fact]
    public void Numbers_are_right_aligned()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("Get-PmMarginForceOrder -PageSize 100"));

        Match[] header = Words().Matches(lines[0].Replace("Updated (UTC)", "Updated_(UTC)", StringComparison.Ordinal)).ToArray();
        Match[][] rows = [.. lines.Skip(2).Select(line => Words().Matches(line[..17] + "T" + line[18..]).ToArray())];
        Assert.Equal(100, rows.Length);
        Assert.All(["Executed", "AveragePrice", "Notional", "OrderId"], column =>
        {
            int place = Array.FindIndex(header, word => word.Value == column);
            Assert.Equal([EndOf(header[place])], rows.Select(row => EndOf(row[place])).Distinct());
            Assert.True(rows.Select(row => row[place].Length).Distinct().Count() > 1 || rows[0][place].Length != column.Length, $"{column} shows nothing.");
        });
    }

    private static int EndOf(Match word) => word.Index + word.Length;

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();

    [Theory]
    [InlineData("de-DE", "31,39")]
    [InlineData("en-US", "31.39")]
    [InlineData("th-TH", "31.39")]
    public void Numbers_are_shown_in_the_user_s_culture_and_times_in_none(string culture, string quantity)
    {
        using Engine engine = Engine.OnSandbox(CultureInfo.GetCultureInfo(culture));

        string text = engine.Render("Get-PmMarginForceOrder -First 1");

        Assert.Contains(quantity, text, StringComparison.Ordinal);
        Assert.Contains("2019-05-27 07:16:14", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_has_its_color_and_its_word_also_in_strict_mode()
    {
        using Engine engine = Engine.OnSandbox();

        string text = engine.RenderWithColors("Set-StrictMode -Version Latest; Get-PmMarginForceOrder -PageSize 100");

        Assert.Contains("\u001b[31mSELL\u001b[0m", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[32mBUY\u001b[0m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_style_variable_the_word_is_enough_as_in_Windows_PowerShell()
    {
        using Engine engine = Engine.OnSandbox(hasStyle: false);

        string text = engine.RenderWithColors("Get-PmMarginForceOrder -First 1");

        Assert.Contains(" SELL ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_s_list_shows_everything_and_says_that_its_time_is_UTC()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("$order = Get-PmMarginForceOrder -First 1; $order.PSObject.TypeNames.Insert(0, 'PortfolioMargin.MarginForceOrder#List'); $order"));

        Assert.Equal(
            ["Market", "OrderId", "Symbol", "Side", "Price", "AveragePrice", "Quantity", "ExecutedQuantity", "Notional", "TimeInForce", "UpdatedTime (UTC)", "ProfileName", "AdditionalFields"],
            lines.Select(line => line.Split(':')[0].Trim()));
        Assert.Contains(lines, line => line.EndsWith("2019-05-27 07:16:14.745", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("isIsolated", StringComparison.Ordinal));
    }

    [Fact]
    public void After_another_table_an_order_shows_each_value_once()
    {
        using Engine engine = Engine.OnSandbox();

        string text = engine.Render("Get-PmCredential; Get-PmMarginForceOrder -First 1");

        Assert.DoesNotContain("avgPrice", text, StringComparison.Ordinal);
        Assert.Contains("AveragePrice", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_are_a_table()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("Get-PmCredential"));

        Assert.Equal(["ProfileName", "KeyType", "MaskedKey", "Source", "BaseUri"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            ["Default", "Hmac", "Sand…KEY1", "Sandbox", "https://sandbox.portfoliomargin.invalid/"],
            lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_test_s_result_is_a_list()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("Test-PmCredential"));

        Assert.Equal(
            ["ProfileName", "Succeeded", "KeyType", "BaseUri", "Latency (ms)", "ClockOffset (s)", "UsedWeight", "WeightLimit", "ErrorId", "Message"],
            lines.Select(line => line.Split(':')[0].Trim()));
    }

    [Fact]
    public void An_error_is_shown_with_what_to_do_next()
    {
        using var engine = new Engine();

        string text = engine.Render("Get-PmMarginForceOrder");

        Assert.Contains("No credential is set for profile 'Default'", text, StringComparison.Ordinal);
        Assert.Contains("Set-PmCredential -Sandbox", text, StringComparison.Ordinal);
    }

    private static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith("WARNING", StringComparison.Ordinal))];
}
