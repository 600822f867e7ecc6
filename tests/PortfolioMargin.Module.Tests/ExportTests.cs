using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What leaves as a file, as text or to another process holds each value once, and loses none.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Every_value_is_there_once_and_the_exchange_s_names_still_work()
    {
        using Engine engine = Engine.OnSandbox();

        PSObject order = Assert.Single(engine.Run("Get-PmMarginForceOrder -First 1").EnsureClean().Output);

        Assert.Equal(
            ["OrderId", "Symbol", "Side", "Price", "AveragePrice", "Quantity", "ExecutedQuantity", "TimeInForce", "UpdatedTime", "Notional", "ProfileName", "AdditionalFields"],
            order.Properties.Select(property => property.Name));
        Assert.Equal("31.39 0.00388359 31.39", string.Join(" ", engine.Run("$o = Get-PmMarginForceOrder -First 1; $o.qty / 1, $o.avgPrice / 1, $o.executedQty / 1").EnsureClean().Output));
    }

    [Fact]
    public void Undocumented_fields_are_readable_as_text()
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Equal("@{isIsolated=False}", engine.Run("(Get-PmMarginForceOrder -First 1).AdditionalFields.ToString()").EnsureClean().Output[0].BaseObject);
        Assert.Equal("", new UndocumentedFields(new Dictionary<string, object?>()).ToString());
        Assert.Equal("@{fee=0.10; note=}", new UndocumentedFields(new Dictionary<string, object?> { ["fee"] = 0.10m, ["note"] = null }).ToString());
    }

    [Fact]
    public void An_order_that_comes_from_another_process_keeps_its_time_to_the_millisecond()
    {
        using Engine engine = Engine.OnSandbox();
        PSObject order = engine.Run("Get-PmMarginForceOrder -First 1").EnsureClean().Output[0];

        // As jobs and remote sessions serialize: one level deep, unless the type asks for more.
        var arrived = (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(order, 1));

        var time = (PSObject)arrived.Properties["UpdatedTime"].Value;
        Assert.Equal(new DateTime(2019, 5, 27, 7, 16, 14, 745, DateTimeKind.Utc), time.Properties["UtcDateTime"].Value);
        Assert.Contains("2019-05-27 07:16:14", engine.Render("$arrived", ("arrived", arrived)), StringComparison.Ordinal);
    }
}
