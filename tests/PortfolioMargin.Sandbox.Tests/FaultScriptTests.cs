using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class FaultScriptTests
{
    [Fact]
    public void Faults_come_at_the_requests_named()
    {
        FaultScript script = FaultScript.Parse("3:429/2, 5-6:reset;7:arrive/3 7:503/unknown\n9-:slow/10");
        Assert.Equal([0, 0, 1, 0, 1, 1, 2, 0, 1, 1], Enumerable.Range(1, 10).Select(request => script.FaultsAt(request).Count()));
        Assert.Same(Fault.ConnectionReset, Assert.Single(script.FaultsAt(5)));
    }

    [Fact]
    public void An_empty_text_is_an_empty_script() => Assert.Same(FaultScript.None, FaultScript.Parse("  "));

    [Theory]
    [InlineData("429")]
    [InlineData("0:503")]
    [InlineData("x:503")]
    [InlineData("7-3:503")]
    [InlineData("3:boom")]
    [InlineData("3:200")]
    [InlineData("3:503/often")]
    [InlineData("3:429/soon")]
    [InlineData("3:reset/5")]
    [InlineData("3:arrive")]
    [InlineData("3:arrive/-1")]
    [InlineData("3:total/many")]
    public void What_is_no_script_is_refused_by_naming_the_item_and_the_kinds(string text)
    {
        FormatException refused = Assert.Throws<FormatException>(() => FaultScript.Parse("1:503 " + text));
        Assert.Contains($"'{text}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("stall", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_can_be_put_together_in_code()
    {
        FaultScript script = FaultScript.None.At(2, Fault.NoAnswer).Between(4, 5, Fault.Error(-1000)).From(8, Fault.NotJson);
        Assert.Equal([false, true, false, true, true, false, false, true], Enumerable.Range(1, 8).Select(request => script.FaultsAt(request).Any()));
    }
}
