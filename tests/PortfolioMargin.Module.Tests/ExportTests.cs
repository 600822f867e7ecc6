using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What leaves as text or to another process loses nothing.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Undocumented_fields_are_readable_as_text()
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Equal("@{isIsolated=False}", engine.Run("(Get-PmMarginForceOrder -First 1).AdditionalFields.ToString()").EnsureClean().Output[0].BaseObject);
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
