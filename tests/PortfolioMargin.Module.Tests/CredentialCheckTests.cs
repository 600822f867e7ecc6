using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class CredentialCheckTests
{
    [Fact]
    public void A_good_credential_reports_the_way_to_the_exchange()
    {
        using Engine engine = Engine.OnSandbox();

        PSObject result = Assert.Single(engine.Run("Test-PmCredential").EnsureClean().Output);

        Assert.Equal(true, result.Properties["Succeeded"].Value);
        Assert.Equal("Default", result.Properties["ProfileName"].Value);
        Assert.Equal("Hmac", result.Properties["KeyType"].Value.ToString());
        Assert.Equal(new Uri("https://sandbox.portfoliomargin.invalid/"), result.Properties["BaseUri"].Value);
        Assert.IsType<TimeSpan>(result.Properties["Latency"].Value);
        Assert.Equal(TimeSpan.Zero, result.Properties["ClockOffset"].Value);
        Assert.Equal(1, result.Properties["UsedWeight"].Value);
        Assert.Equal(6000, result.Properties["WeightLimit"].Value);
        Assert.Null(result.Properties["ErrorId"].Value);
        Assert.Null(result.Properties["Message"].Value);
    }

    [Theory]
    [InlineData("InvalidSignature", 400, -1022)]
    [InlineData("ApiKeyRejected", 401, -2015)]
    [InlineData("ClockSkew", 400, -1021)]
    public void A_credential_that_fails_is_a_result_with_its_id_and_advice(string id, int status, int code)
    {
        using var exchange = new CannedExchange(CannedExchange.Refusal(status, code, "Words of the exchange."));
        using Engine engine = Engine.On(exchange);

        PSObject result = Assert.Single(engine.Run("Test-PmCredential -MaximumRetryCount 0").EnsureClean().Output);

        Assert.Equal(false, result.Properties["Succeeded"].Value);
        Assert.Equal(id, result.Properties["ErrorId"].Value);
        Assert.Equal(exchange.BaseUri, result.Properties["BaseUri"].Value);
        Assert.Equal("Hmac", result.Properties["KeyType"].Value.ToString());
        ErrorRecord error = engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0").Error;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string message = (string)result.Properties["Message"].Value;
        Assert.Contains($"({code}: Words of the exchange)", message, StringComparison.Ordinal);
        Assert.EndsWith(" " + error.ErrorDetails.RecommendedAction, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_is_not_set_is_a_result_too()
    {
        using var engine = new Engine();

        PSObject result = Assert.Single(engine.Run("Test-PmCredential desk").EnsureClean().Output);

        Assert.Equal("desk", result.Properties["ProfileName"].Value);
        Assert.Equal("CredentialNotSet", result.Properties["ErrorId"].Value);
    }

    [Fact]
    public void Every_profile_in_the_pipeline_is_tested()
    {
        using Engine engine = Engine.OnSandbox();
        using var exchange = new CannedExchange(CannedExchange.Refusal(401, -2015, "No."));
        engine.SetCredential(exchange.BaseUri, "bad").EnsureClean();

        Outcome outcome = engine.Run("Get-PmCredential | Test-PmCredential").EnsureClean();

        Assert.Equal([("bad", false), ("Default", true)], outcome.Output.Select(result => ((string)result.Properties["ProfileName"].Value, (bool)result.Properties["Succeeded"].Value)));
    }
}
