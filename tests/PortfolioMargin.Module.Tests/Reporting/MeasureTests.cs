using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;
using static PortfolioMargin.ModuleTests.Reporting.Orders;

namespace PortfolioMargin.ModuleTests.Reporting;

/// <summary>What Measure-PmForceOrder makes of orders.</summary>
public sealed class MeasureTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Orders_are_summed_by_market_and_symbol()
    {
        PSObject[] sums = Measure([
            Um("BTCUSDT", 100m, 2m, 200m),
            Margin("BTCUSDT", 50m, 1m),
            Margin("BTCUSDT", 80m, 2m, Noon.AddHours(-1)),
        ]);

        Assert.Equal(["Margin BTCUSDT", "Um BTCUSDT"], Groups(sums));
        dynamic margin = sums[0];
        Assert.Equal((ForceOrderMarket.Margin, "BTCUSDT"), ((ForceOrderMarket)margin.Market, (string)margin.Symbol));
        Assert.Equal((2L, 3m, 210m, 70m), ((long)margin.Count, (decimal)margin.ExecutedQuantity, (decimal)margin.Notional, (decimal)margin.AveragePrice));
        Assert.Equal(("BTC", "USDT"), ((string)margin.BaseAsset, (string)margin.QuoteAsset));
        Assert.Equal((Noon.AddHours(-1), Noon), ((DateTimeOffset)margin.FirstTime, (DateTimeOffset)margin.LastTime));
        Assert.Equal((0L, 0L), ((long)margin.UnknownQuantityCount, (long)margin.UnknownValueCount));
        Assert.Null(margin.Day);
        Assert.Null(margin.Side);
    }

    [Fact]
    public void Different_quote_assets_are_never_added_up()
    {
        PSObject[] sums = Measure([Margin("BNBBTC", 0.5m, 1m), Margin("BNBUSDT", 600m, 1m), Margin("ETHUSDT", 400m, 1m)], "-By Market");

        Assert.Equal([("BTC", 0.5m), ("USDT", 1000m)], sums.Select(sum => (Text(sum, "QuoteAsset"), Number(sum, "Notional"))));
    }

    [Fact]
    public void Quantities_of_different_assets_are_not_added_up_and_have_no_average_price()
    {
        PSObject[] sums = Measure([Margin("BNBUSDT", 600m, 1m), Margin("ETHUSDT", 400m, 1m)], "-By Market");

        Assert.Null(Number(sums.Single(), "ExecutedQuantity"));
        Assert.Null(Number(sums.Single(), "AveragePrice"));
        Assert.Null(Text(sums.Single(), "BaseAsset"));
        Assert.Equal(1000m, Number(sums.Single(), "Notional"));
    }

    [Fact]
    public void Quantities_of_one_asset_are_added_up_over_markets()
    {
        PSObject[] sums = Measure([Margin("BTCUSDT", 100m, 1m), Um("BTCUSDT_260925", 200m, 3m, 600m)], "-By Side");

        Assert.Equal((4m, 175m, "BTC"), (Number(sums.Single(), "ExecutedQuantity"), Number(sums.Single(), "AveragePrice"), Text(sums.Single(), "BaseAsset")));
    }

    [Fact]
    public void Coin_margined_orders_are_summed_in_contracts_and_coins_by_coin()
    {
        // 100 USD a contract: 1 contract at 10,000 is 0.01 coins, 1 at 40,000 is 0.0025; together 200 USD for 0.0125 coins are 16,000 a coin.
        PSObject[] sums = Measure([Cm("BTCUSD_PERP", 10000m, 1m, 0.01m), Cm("BTCUSD_260925", 40000m, 1m, 0.0025m), Cm("ETHUSD_PERP", 2000m, 1m, 0.005m)], "-By Market");

        Assert.Equal(["BTC", "ETH"], sums.Select(sum => Text(sum, "BaseAsset")));
        Assert.Equal([(2m, 0.0125m, 16000m), (1m, 0.005m, 2000m)], sums.Select(sum => (Number(sum, "ExecutedQuantity"), Number(sum, "CumulativeBase"), Number(sum, "AveragePrice"))));
        Assert.All(sums, sum => Assert.Null(Number(sum, "Notional")));
        Assert.All(sums, sum => Assert.Equal("USD", Text(sum, "QuoteAsset")));
    }

    [Fact]
    public void Coins_of_futures_and_a_notional_in_the_same_asset_are_not_one_group()
    {
        PSObject[] sums = Measure([Margin("ETHBTC", 0.05m, 1m), Cm("BTCUSD_PERP", 10000m, 1m, 0.01m)], "-By Side");

        Assert.Equal([0.05m, null], sums.Select(sum => Number(sum, "Notional")));
        Assert.Equal([null, 0.01m], sums.Select(sum => Number(sum, "CumulativeBase")));
    }

    [Fact]
    public void A_symbol_that_does_not_tell_its_quote_asset_is_a_group_of_its_own()
    {
        PSObject[] sums = Measure([Margin("ABCXYZ", 1m, 1m), Margin("DEFXYZ", 1m, 1m), Margin("ABCXYZ", 2m, 1m)], "-By Market");

        Assert.Equal(["Margin (ABCXYZ)", "Margin (DEFXYZ)"], Groups(sums));
        Assert.Equal([("ABCXYZ", 3m), ("DEFXYZ", 1m)], sums.Select(sum => (Text(sum, "Symbol"), Number(sum, "Notional"))));
        Assert.All(sums, sum => Assert.Null(Text(sum, "QuoteAsset")));
    }

    [Theory]
    [InlineData("BTCUSDT", "BTC", "USDT")]
    [InlineData("TUSDUSDT", "TUSD", "USDT")]
    [InlineData("TUSDT", "T", "USDT")]
    [InlineData("BTCTUSD", "BTC", "TUSD")]
    [InlineData("FDUSDUSDT", "FDUSD", "USDT")]
    [InlineData("BTCFDUSD", "BTC", "FDUSD")]
    [InlineData("BNBETH", "BNB", "ETH")]
    [InlineData("ADAEUR", "ADA", "EUR")]
    [InlineData("BTCAEUR", "BTC", "AEUR")]
    [InlineData("BTCEURI", "BTC", "EURI")]
    [InlineData("BTCUSD1", "BTC", "USD1")]
    [InlineData("USDTTRY", "USDT", "TRY")]
    [InlineData("1000SHIBUSDC", "1000SHIB", "USDC")]
    [InlineData("币安人生USDT", "币安人生", "USDT")]
    [InlineData("USDT", null, null)]
    [InlineData("BTCUSD", null, null)]
    [InlineData("", null, null)]
    public void A_symbol_tells_its_assets(string symbol, string? baseAsset, string? quoteAsset)
    {
        PSObject sum = Assert.Single(Measure([Margin(symbol, 1m, 1m)]));

        Assert.Equal((baseAsset, quoteAsset), (Text(sum, "BaseAsset"), Text(sum, "QuoteAsset")));
    }

    [Fact]
    public void A_value_that_is_not_known_is_counted_and_said_not_taken_for_zero()
    {
        Outcome outcome = Run([
            Margin("BTCUSDT", 100m, 1m),
            Margin("BTCUSDT", null, 2m),
            Margin("BTCUSDT", 300m, null),
            Um("ETHUSDT", null, null, null),
        ]);

        Assert.Equal([100m, null], outcome.Output.Select(sum => Number(sum, "Notional")));
        Assert.Equal([3m, null], outcome.Output.Select(sum => Number(sum, "ExecutedQuantity")));
        Assert.Equal([100m, null], outcome.Output.Select(sum => Number(sum, "AveragePrice")));
        Assert.Equal([(3L, 1L, 2L), (1L, 1L, 1L)], outcome.Output.Select(sum => ((long)((dynamic)sum).Count, (long)((dynamic)sum).UnknownQuantityCount, (long)((dynamic)sum).UnknownValueCount)));
        Assert.Contains("Of 4 orders, 2 came without an executed quantity and 3 without a value", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_was_not_executed_has_no_weight_in_the_average_price()
    {
        PSObject sum = Assert.Single(Measure([Margin("BTCUSDT", 100m, 2m), Margin("BTCUSDT", 0m, 0m)]));

        Assert.Equal((2L, 2m, 100m), ((long)((dynamic)sum).Count, Number(sum, "ExecutedQuantity"), Number(sum, "AveragePrice")));
        Assert.Null(Number(Assert.Single(Measure([Cm("BTCUSD_PERP", 0m, 0m, 0m)])), "AveragePrice"));
    }

    [Fact]
    public void A_sum_larger_than_a_decimal_holds_is_left_empty_and_said()
    {
        Outcome outcome = Run([Um("BTCUSDT", 1m, 1m, decimal.MaxValue), Um("BTCUSDT", 1m, 1m, decimal.MaxValue)]);

        Assert.Null(Number(Assert.Single(outcome.Output), "Notional"));
        Assert.Equal(2m, Number(outcome.Output[0], "ExecutedQuantity"));
        Assert.Contains("Um BTCUSDT are larger than a decimal holds", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_whose_notional_is_larger_than_a_decimal_holds_has_no_known_value()
    {
        Outcome outcome = Run([Margin("BTCUSDT", decimal.MaxValue, 2m), Margin("BTCUSDT", 3m, 1m)]);

        Assert.Empty(outcome.AllErrors);
        Assert.Equal((3m, 1L), (Number(Assert.Single(outcome.Output), "Notional"), (long)((dynamic)outcome.Output[0]).UnknownValueCount));
    }

    [Theory]
    [InlineData("", "2026-05-31")]
    [InlineData("-TimeZone UTC", "2026-05-31")]
    [InlineData("-TimeZone Asia/Tokyo", "2026-06-01")]
    [InlineData("-TimeZone +08:00", "2026-06-01")]
    [InlineData("-TimeZone -08:00", "2026-05-31")]
    [InlineData("-TimeZone ([TimeZoneInfo]::FindSystemTimeZoneById('Asia/Tokyo'))", "2026-06-01")]
    public void A_day_is_that_of_the_time_zone(string zone, string day)
    {
        PSObject sum = Assert.Single(Measure([Margin("BTCUSDT", 1m, 1m, Noon.AddHours(6))], "-By Day " + zone));

        Assert.Equal(day, Text(sum, "Group"));
        Assert.Equal(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), sum.Properties["Day"].Value);
    }

    [Fact]
    public void A_time_zone_that_nobody_knows_is_an_error_that_says_what_can_be_given()
    {
        Outcome outcome = _engine.Run("$null | Measure-PmForceOrder -TimeZone Atlantis");

        Assert.Equal("ParameterArgumentTransformationError", outcome.ErrorId);
        Assert.Contains("Get-TimeZone -ListAvailable", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-TimeZone Loc", "Local")]
    [InlineData("-TimeZone tokyo", "Asia/Tokyo")]
    public void A_time_zone_is_completed_also_by_its_city(string typed, string expected)
    {
        string line = "Measure-PmForceOrder " + typed;

        Outcome outcome = _engine.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line));

        Assert.Contains(expected, outcome.EnsureClean().Output.Select(match => match.ToString()));
    }

    [Fact]
    public void Groups_are_sorted_by_what_they_are_grouped_by_in_that_order()
    {
        ForceOrder[] orders =
        [
            Um("ETHUSDT", 1m, 1m, 1m, Noon.AddDays(1), clientOrderId: "adl_autoclose"),
            Um("BTCUSDT", 1m, 1m, 1m, Noon.AddDays(1), side: "BUY"),
            Margin("ETHUSDT", 1m, 1m, Noon, profile: "Fund"),
        ];

        Assert.Equal(["2026-05-31 ETHUSDT", "2026-06-01 BTCUSDT", "2026-06-01 ETHUSDT"], Groups(Measure(orders, "-By Day, Symbol")));
        Assert.Equal(["BTCUSDT 2026-06-01", "ETHUSDT 2026-05-31", "ETHUSDT 2026-06-01"], Groups(Measure(orders, "-By Symbol, Day, Symbol")));
        Assert.Equal(["Desk BUY", "Desk SELL", "Fund SELL"], Groups(Measure(orders, "-By ProfileName, Side")));
        Assert.Equal(["-", "Liquidation", "Adl"], Groups(Measure(orders, "-By AutoCloseType")));
    }

    [Fact]
    public void Without_orders_there_is_no_sum_and_a_warning_says_so()
    {
        Outcome outcome = _engine.Run("@() | Measure-PmForceOrder").EnsureClean();

        Assert.Empty(outcome.Output);
        Assert.Contains("No orders came", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Something_that_is_no_order_is_an_error_and_the_orders_are_summed()
    {
        Outcome outcome = _engine.Run("'BTCUSDT', $order | Measure-PmForceOrder", ("order", Margin("BTCUSDT", 1m, 1m)));

        Assert.Equal("InputObjectNotBound", outcome.ErrorId);
        Assert.Equal(1L, ((dynamic)Assert.Single(outcome.Output)).Count);
    }

    [Fact]
    public void A_group_s_text_is_harmless_whatever_the_exchange_sent()
    {
        PSObject sum = Assert.Single(Measure([Margin("BTC\u001b[31m\u202eUSDT", 1m, 1m)]));

        Assert.Equal("Margin BTC\ufffd[31m\ufffdUSDT", Text(sum, "Group"));
    }

    [Fact]
    public void Sums_are_a_table_that_fits_100_columns()
    {
        string[] lines = Render("$orders | Measure-PmForceOrder -By Day, Symbol");

        Assert.Equal(["Group", "Orders", "Value", "Asset", "Executed", "AveragePrice"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["2026-05-31", "BNBUSDT", "2", "1,234,567,890.13", "USDT", "3.00", "411,522,630.04"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["2026-05-31", "BTCUSD_PERP", "1", "0.01234568", "BTC", "1.00", "8,100.00"], lines[3].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines, line => Assert.True(line.Length <= 100));
    }

    [Fact]
    public void A_list_shows_every_digit_and_nothing_that_was_not_grouped_by()
    {
        string[] lines = Render("$orders | Measure-PmForceOrder | ForEach-Object { $_.PSObject.TypeNames.Insert(0, 'PortfolioMargin.ForceOrderSummary#List'); $_ } -OutVariable shown | Out-Null; $shown[0]");

        Assert.Equal(
            ["Group", "Market", "Symbol", "BaseAsset", "QuoteAsset", "Count", "ExecutedQuantity", "Notional", "AveragePrice", "FirstTime (UTC)", "LastTime (UTC)", "UnknownQuantityCount", "UnknownValueCount"],
            lines.Select(line => line.Split(':')[0].Trim()));
        Assert.Contains(lines, line => line.EndsWith(" 1234567890.125", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("2026-05-31 12:00:00.000", StringComparison.Ordinal));
    }

    private string[] Render(string script)
    {
        ForceOrder[] orders = [Um("BNBUSDT", 411522630m, 1m, 411522630m), Um("BNBUSDT", 411522630.06172839m, 2m, 823045260.125m), Cm("BTCUSD_PERP", 8100m, 1m, 0.01234567890m)];
        return [.. _engine.Render(script, ("orders", orders)).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }

    private Outcome Run(ForceOrder[] orders, string arguments = "") => _engine.Run("$orders | Measure-PmForceOrder " + arguments, ("orders", orders));

    private PSObject[] Measure(ForceOrder[] orders, string arguments = "")
    {
        Outcome outcome = Run(orders, arguments).EnsureClean();
        Assert.Empty(outcome.Warnings);
        return [.. outcome.Output];
    }

    private static IEnumerable<string?> Groups(PSObject[] sums) => sums.Select(sum => Text(sum, "Group"));

    private static string? Text(PSObject sum, string property) => (string?)sum.Properties[property].Value;

    private static decimal? Number(PSObject sum, string property) => (decimal?)sum.Properties[property].Value;
}
