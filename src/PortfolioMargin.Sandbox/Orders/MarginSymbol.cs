namespace PortfolioMargin.Sandbox.Orders;

/// <summary>A symbol that margin orders are generated for. Amounts are in units of 0.00000001, so that no binary fraction is involved.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">A usual price.</param>
/// <param name="Tick">The step of prices.</param>
/// <param name="Lot">The step of quantities.</param>
/// <param name="MostLots">The largest quantity, in lots.</param>
/// <param name="FirstOrderId">Where the symbol's order ids begin; two lie beyond what a double holds exactly (2^53).</param>
internal sealed record MarginSymbol(string Symbol, long Price, long Tick, long Lot, long MostLots, long FirstOrderId)
{
    private const long OrdinaryIds = 180_100_000;
    private const long BeyondDouble = 9_007_199_254_740_993;
    private const long NearLargest = 9_200_000_000_000_000_001;

    /// <summary>The symbols of a generated history.</summary>
    public static IReadOnlyList<MarginSymbol> All { get; } =
    [
        new("BTCUSDT", 6_400_000_000_000, 1_000_000, 1_000, 30_000, OrdinaryIds),
        new("ETHUSDT", 320_000_000_000, 1_000_000, 10_000, 50_000, OrdinaryIds),
        new("BNBBTC", 910_000, 10, 100_000, 40_000, OrdinaryIds),
        new("SOLUSDT", 15_000_000_000, 1_000_000, 100_000, 80_000, BeyondDouble),
        new("BNBUSDT", 59_000_000_000, 10_000_000, 100_000, 20_000, OrdinaryIds),
        new("XRPUSDT", 210_000_000, 10_000, 100_000_000, 9_000, OrdinaryIds),
        new("ADAUSDT", 45_000_000, 10_000, 10_000_000, 200_000, OrdinaryIds),
        new("DOGEUSDT", 16_000_000, 1_000, 100_000_000, 60_000, NearLargest),
        new("LINKUSDT", 1_400_000_000, 1_000_000, 1_000_000, 90_000, OrdinaryIds),
        new("LTCBTC", 126_000, 100, 100_000, 60_000, OrdinaryIds),
    ];
}
