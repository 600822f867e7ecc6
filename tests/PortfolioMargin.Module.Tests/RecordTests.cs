using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What becomes of orders that leave the session: files, jobs, Clixml.</summary>
public sealed class RecordTests
{
    private const string Formula = """{"rows":[{"avgPrice":"0.00388359","executedQty":"31.39000000","orderId":9200000000000001407,"price":"0.00388110","qty":"31.39000000","side":"-SELL","symbol":"=CMD()","timeInForce":"@GTC","updatedTime":1558941374745,"note":"\"a\", b","fee":0.10,"nested":{"list":[1,null,true]}}],"total":1}""";

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void A_record_is_the_same_text_in_every_culture_and_comes_back_exactly(string culture)
    {
        using Engine engine = Engine.OnSandbox(CultureInfo.GetCultureInfo(culture));

        IReadOnlyList<PSObject> rows = engine.Run("$orders = Get-PmMarginForceOrder -PageSize 20; $orders | Select-Object Record | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv").EnsureClean().Output;

        IReadOnlyList<PSObject> orders = engine.Run("$orders").Output;
        Assert.Equal("2019-05-27T07:16:14.745Z", rows[0].Properties["UpdatedUtc"].Value);
        Assert.Equal("0.1219058901000000", rows[0].Properties["NotionalText"].Value);
        Assert.All(rows.Zip(orders), pair =>
        {
            Assert.All(["Price", "AveragePrice", "Quantity", "ExecutedQuantity", "Notional"], name => Assert.Equal(
                ((decimal)pair.Second.Properties[name].Value).ToString(CultureInfo.InvariantCulture),
                pair.First.Properties[name + "Text"].Value));
            Assert.Equal(
                (DateTimeOffset)pair.Second.Properties["UpdatedTime"].Value,
                DateTimeOffset.Parse((string)pair.First.Properties["UpdatedUtc"].Value, CultureInfo.InvariantCulture));
            Assert.Equal(pair.Second.Properties["OrderId"].Value, long.Parse((string)pair.First.Properties["OrderId"].Value, CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void No_cell_of_a_record_begins_like_a_formula_and_undocumented_fields_are_in_it()
    {
        using var exchange = new CannedExchange(new CannedAnswer(200, Formula));
        using Engine engine = Engine.On(exchange);

        PSObject row = Assert.Single(engine.Run("Get-PmMarginForceOrder | Select-Object Record | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv").EnsureClean().Output);

        Assert.All(row.Properties, cell => Assert.DoesNotMatch("^[=+\\-@\t\r]", (string?)cell.Value ?? string.Empty));
        Assert.Equal("'=CMD()", row.Properties["SymbolText"].Value);
        Assert.Equal("""{"note":"\"a\", b","fee":0.10,"nested":{"list":[1,null,true]}}""", row.Properties["AdditionalFieldsText"].Value);
    }

    [Fact]
    public void Orders_come_back_alive_from_Clixml_with_every_value()
    {
        using var exchange = new CannedExchange(new CannedAnswer(200, Formula));
        using Engine engine = Engine.On(exchange);

        PSObject order = Assert.Single(engine.Run("$order = Get-PmMarginForceOrder; [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($order))").EnsureClean().Output);

        PSObject original = Assert.Single(engine.Run("$order").Output);
        Assert.Equal("PortfolioMargin.MarginForceOrder", order.BaseObject.GetType().FullName);
        Assert.All(
            ["Market", "OrderId", "Symbol", "Side", "Price", "AveragePrice", "Quantity", "ExecutedQuantity", "Notional", "TimeInForce", "UpdatedTime", "ProfileName"],
            name => Assert.Equal(FormattableString.Invariant($"{original.Properties[name].Value}"), FormattableString.Invariant($"{order.Properties[name].Value}")));
        Assert.Equal(original.Properties["UpdatedTime"].Value, order.Properties["UpdatedTime"].Value);
        Assert.True(JsonNode.DeepEquals(Fields(original), Fields(order)));
    }

    [Fact]
    public async Task Where_the_module_is_not_loaded_orders_keep_their_digits_and_sort_by_time()
    {
        using Engine engine = Engine.OnSandbox();
        string file = Path.GetTempFileName();
        engine.Run("Get-PmMarginForceOrder -PageSize 20 | Sort-Object OrderId | Export-Clixml -Path $file", ("file", file)).EnsureClean();

        (string output, string errors, int exitCode) = await HostProcess.RunAsync(
            "-NoProfile", "-Command", $"Remove-Module PortfolioMargin -ErrorAction Ignore; Import-Clixml '{file}' | Sort-Object UpdatedUtc | ForEach-Object {{ \"$($_.PSTypeNames[0]) $($_.UpdatedUtc) $($_.Price)\" }}");

        Assert.Equal((0, ""), (exitCode, errors));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(20, lines.Length);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal("Deserialized.PortfolioMargin.MarginForceOrder 2019-05-27T07:16:14.745Z 0.00388110", lines[0]);
        File.Delete(file);
    }

    [Fact]
    public void What_was_read_before_the_module_was_there_is_shown_with_its_numbers()
    {
        using Engine engine = Engine.OnSandbox();
        string file = Path.GetTempFileName();
        engine.Run("Get-PmMarginForceOrder -First 1 | Export-Clixml -Path $file; Remove-Module PortfolioMargin; $order = Import-Clixml $file", ("file", file)).EnsureClean();
        File.Delete(file);

        string table = engine.Render("Import-Module $manifest; $order | Format-Table", ("manifest", Layout.Manifest));

        Assert.Matches(@"BNBBTC +SELL +31\.39 +0\.00388359 +0\.12190", table);
    }

    private static JsonNode? Fields(PSObject order) => JsonNode.Parse((string)order.Properties["AdditionalFieldsText"].Value);

    [Fact]
    public void What_is_no_deserialized_order_does_not_become_one()
    {
        using var engine = new Engine();

        Assert.Equal("InvalidCastParseTargetInvocation", engine.Run("[PortfolioMargin.MarginForceOrder]'x'").ErrorId.Replace("ConvertToFinalInvalidCastException", "InvalidCastParseTargetInvocation", StringComparison.Ordinal));
    }
}
