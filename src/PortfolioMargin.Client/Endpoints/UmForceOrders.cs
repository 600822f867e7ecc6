using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>The forced orders of USDⓈ-M futures (documentation: "Query User's UM Force Orders").</summary>
internal static class UmForceOrders
{
    /// <summary>The endpoint.</summary>
    public static Endpoint<ForceOrder> Endpoint { get; } = FuturesForceOrders.Create(
        "/papi/v1/um/forceOrders",
        static () => new UmForceOrder(),
        RowField<ForceOrder>.Amount("cumQuote", static (row, value) => ((UmForceOrder)row).CumulativeQuote = value));
}
