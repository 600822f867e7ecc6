namespace PortfolioMargin.Client.Tests.Json;

public sealed class AdditionalFieldsTests
{
    [Fact]
    public void As_text_they_look_as_PowerShell_writes_an_object()
    {
        Assert.Equal("", new AdditionalFields(new Dictionary<string, object?>()).ToString());
        Assert.Equal("@{fee=0.10; note=}", new AdditionalFields(new Dictionary<string, object?> { ["fee"] = 0.10m, ["note"] = null }).ToString());
    }
}
