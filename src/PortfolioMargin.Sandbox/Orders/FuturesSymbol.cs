namespace PortfolioMargin.Sandbox.Orders;

/// <summary>A symbol that UM or CM orders are generated for.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">A usual price, in the quote asset.</param>
/// <param name="Tick">The step of prices; its scale is that of the prices shown.</param>
/// <param name="Lot">The step of quantities; its scale is that of the quantities shown.</param>
/// <param name="MostLots">The largest quantity, in lots.</param>
/// <param name="FirstOrderId">Where the symbol's order ids begin; some lie beyond what a double holds exactly (2^53).</param>
/// <param name="ContractSize">CM only: what one contract is worth, in US dollars.</param>
internal sealed record FuturesSymbol(string Symbol, decimal Price, decimal Tick, decimal Lot, int MostLots, long FirstOrderId, decimal ContractSize = 0)
{
    private const long UmIds = 6_072_000_000;
    private const long CmIds = 165_200_000;
    private const long BeyondDouble = 9_007_199_254_740_993;
    private const long NearLargest = 9_200_000_000_000_000_001;

    /// <summary>The symbols of a generated UM history. One is not ASCII, as on the real exchange; one has another quote asset.</summary>
    public static IReadOnlyList<FuturesSymbol> Um { get; } =
    [
        new("BTCUSDT", 64_000m, 0.10m, 0.001m, 900, UmIds),
        new("ETHUSDT", 3_200m, 0.01m, 0.001m, 9_000, UmIds),
        new("SOLUSDT", 150m, 0.0100m, 0.01m, 40_000, BeyondDouble),
        new("DOGEUSDT", 0.16m, 0.00001m, 1m, 200_000, NearLargest),
        new("币安人生USDT", 0.21m, 0.0000100m, 1m, 90_000, UmIds),
        new("BTCUSDC", 64_000m, 0.1m, 0.001m, 300, UmIds),
        new("1000PEPEUSDT", 0.0125m, 0.0000001m, 1m, 900_000, UmIds),
    ];

    /// <summary>The symbols of a generated CM history: perpetual ones, and one that expires.</summary>
    public static IReadOnlyList<FuturesSymbol> Cm { get; } =
    [
        new("BTCUSD_PERP", 64_000m, 0.1m, 1m, 300, CmIds, 100m),
        new("ETHUSD_PERP", 3_200m, 0.01m, 1m, 2_000, CmIds, 10m),
        new("BNBUSD_PERP", 590m, 0.001m, 1m, 1_500, BeyondDouble, 10m),
        new("ADAUSD_PERP", 0.45m, 0.00001m, 1m, 800, CmIds, 10m),
        new("BTCUSD_261225", 65_500m, 0.1m, 1m, 120, NearLargest, 100m),
    ];

    /// <summary>The symbols of a market.</summary>
    public static IReadOnlyList<FuturesSymbol> Of(SandboxMarket market) => market == SandboxMarket.Um ? Um : Cm;
}
