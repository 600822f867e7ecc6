using System.Net;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>The public client against the embedded exchange: nothing scripted, nothing on the network.</summary>
public sealed class EmbeddedExchangeTests
{
    [Fact]
    public async Task The_embedded_exchange_is_tested_and_read_like_any_other()
    {
        using var exchange = new SandboxExchange();
        PortfolioMarginClient client = PortfolioMarginClient.Create(Options(exchange, SandboxAccount.DemoSecret));

        ConnectionReport report = await client.TestAsync(TestContext.Current.CancellationToken);
        using IForceOrderReader reader = client.ReadAll(new ForceOrderQuery());
        IReadOnlyList<ForceOrder>? first = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, report.UsedWeight);
        Assert.Equal(6000, report.WeightLimit);
        Assert.Equal(TimeSpan.Zero, report.ClockOffset);
        Assert.NotEmpty(first!);
        Assert.All(first!, order => Assert.Equal("demo", order.ProfileName));
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is not null)
        {
        }

        Assert.Equal((ulong)SandboxOptions.DefaultOrderCount, reader.TotalCount);
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_signature()
    {
        using var exchange = new SandboxExchange();
        PortfolioMarginClient client = PortfolioMarginClient.Create(Options(exchange, "NotTheSecret"));

        var failure = await Assert.ThrowsAsync<InvalidSignatureException>(() => client.TestAsync(TestContext.Current.CancellationToken));

        Assert.Equal(-1022, failure.ExchangeCode);
        Assert.Equal(1, failure.Attempts);
    }

    private static ClientOptions Options(SandboxExchange exchange, string secret) => new()
    {
        BaseUri = SandboxExchange.BaseUri,
        ApiKey = SandboxAccount.DemoApiKey,
        Signer = RequestSigners.FromSecret(new NetworkCredential("", secret).SecurePassword),
        ProfileName = "demo",
        Exchange = exchange,
    };
}
