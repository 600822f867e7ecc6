using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary><c>GET /papi/v1/ping</c>: weight 1, no key, answers <c>{}</c>.</summary>
internal sealed class PingEndpoint() : Endpoint(SandboxExchange.PingPath)
{
    public override bool IsSigned => false;

    public override SandboxResponse Serve(RequestQuery query, ResponseView view, ulong draw) => SandboxResponse.Of(200, SandboxResponse.Json, "{}");
}
