using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary><c>GET /papi/v1/cm/forceOrders</c>: COIN-M futures, whose quantities are contracts.</summary>
internal sealed class CmForceOrders(MarketOrders orders, ExchangeClock clock)
    : FuturesForceOrders(SandboxExchange.CmForceOrdersPath, SandboxMarket.Cm, orders, clock)
{
    protected override void WriteCumulative(RowWriter writer, decimal cumulative) => writer.Write("cumBase", cumulative);

    protected override void WritePair(RowWriter writer, string symbol) => writer.Write("pair", symbol.Split('_')[0]);
}
