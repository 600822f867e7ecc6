using System.Globalization;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed partial class ViewTests
{
    [Fact]
    public void Orders_are_a_table_that_fits_120_columns()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("Get-PmMarginForceOrder"));

        Assert.Equal(
            ["Updated", "(UTC)", "Symbol", "Side", "ExecutedQuantity", "AveragePrice", "Notional", "OrderId"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            ["2019-05-27", "07:16:14", "BNBBTC", "SELL", "31.39000000", "0.00388359", "0.12190589", "180015097"],
            lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines, line => Assert.True(line.Length <= 120));
        Assert.DoesNotContain("…", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_right_aligned()
    {
        using Engine engine = Engine.OnSandbox();

        string[] lines = Lines(engine.Render("Get-PmMarginForceOrder -PageSize 100"));

        Match[] header = Words().Matches(lines[0]).ToArray();
        Match[][] rows = [.. lines.Skip(2).Select(line => Words().Matches(line).ToArray())];
        Assert.Equal(100, rows.Length);
        Assert.All(["ExecutedQuantity", "AveragePrice", "Notional", "OrderId"], column =>
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
    [InlineData("de-DE", "31,39000000")]
    [InlineData("en-US", "31.39000000")]
    [InlineData("th-TH", "31.39000000")]
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
            ["OrderId", "Symbol", "Side", "Price", "AveragePrice", "Quantity", "ExecutedQuantity", "Notional", "TimeInForce", "UpdatedTime (UTC)", "ProfileName", "AdditionalFields"],
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
