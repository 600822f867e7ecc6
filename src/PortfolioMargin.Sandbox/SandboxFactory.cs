using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Sandbox;

/// <summary>What the module finds by name when it first needs an embedded exchange.</summary>
internal sealed class SandboxFactory : ISandboxFactory
{
    public Uri BaseUri => SandboxExchange.BaseUri;

    public string DemoApiKey => SandboxAccount.DemoApiKey;

    public string DemoSecret => SandboxAccount.DemoSecret;

    public HttpMessageHandler CreateExchange(int? orderCount, int? weightLimit, TimeSpan latency, string? faults) => new SandboxExchange(new SandboxOptions
    {
        OrderCount = orderCount ?? SandboxOptions.DefaultOrderCount,
        UmOrderCount = orderCount ?? SandboxOptions.DefaultUmOrderCount,
        CmOrderCount = orderCount ?? SandboxOptions.DefaultCmOrderCount,
        WeightLimit = weightLimit ?? SandboxOptions.DefaultWeightLimit,
        Latency = latency,
        Faults = FaultScript.Parse(faults ?? string.Empty),
    });
}
