using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>The forced orders of COIN-M futures (documentation: "Query User's CM Force Orders"). Quantities are contracts.</summary>
internal static class CmForceOrders
{
    /// <summary>The endpoint.</summary>
    public static Endpoint<ForceOrder> Endpoint { get; } = FuturesForceOrders.Create(
        "/papi/v1/cm/forceOrders",
        static () => new CmForceOrder(),
        RowField<ForceOrder>.Word("pair", static (row, value) => ((CmForceOrder)row).Pair = value),
        RowField<ForceOrder>.Amount("cumBase", static (row, value) => ((CmForceOrder)row).CumulativeBase = value));
}
