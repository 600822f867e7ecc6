using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary><c>GET /papi/v1/um/forceOrders</c>: USDⓈ-M futures.</summary>
internal sealed class UmForceOrders(MarketOrders orders, ExchangeClock clock)
    : FuturesForceOrders(SandboxExchange.UmForceOrdersPath, SandboxMarket.Um, orders, clock)
{
    protected override void WriteCumulative(RowWriter writer, decimal cumulative) => writer.Write("cumQuote", cumulative);
}
