using System.Globalization;

namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Generates the UM or CM order with a given number: always the same one, whatever was made before it.</summary>
internal sealed class FuturesOrderGenerator(SandboxMarket market, long seed)
{
    // The two markets draw from streams of their own.
    private const ulong FirstStream = 10;

    // A number has ids of its own, so that none is used twice within a symbol.
    private const int IdsPerOrder = 50;
    private const int LongestFill = 1_900;
    private const int AdlPercent = 20;

    private readonly IReadOnlyList<FuturesSymbol> _symbols = FuturesSymbol.Of(market);

    public SandboxOrder Make(long number, long updatedTime)
    {
        var random = SplitMix64.ForItem(seed, FirstStream + (ulong)market, number);
        FuturesSymbol symbol = _symbols[(int)random.Below(_symbols.Count)];
        bool isAdl = random.Below(100) < AdlPercent;
        bool sells = random.Below(100) < 60;
        decimal price = PriceOf(symbol, ref random);
        decimal slippage = symbol.Tick * random.Below(200);
        decimal averagePrice = Rescale(sells ? Math.Max(symbol.Tick, price - slippage) : price + slippage, market == SandboxMarket.Um ? 5 : 0);
        decimal quantity = symbol.Lot * LotsOf(symbol, ref random);
        bool fills = random.Below(12) > 0;
        decimal executed = fills ? quantity : symbol.Lot * Math.Max(1, Math.Floor(quantity / symbol.Lot / 3));
        long createdTime = updatedTime - 12 - random.Below(LongestFill);
        return new SandboxOrder
        {
            Market = market,
            Symbol = symbol.Symbol,
            OrderId = symbol.FirstOrderId + (number * IdsPerOrder) + random.Below(IdsPerOrder),
            Side = sells ? "SELL" : "BUY",
            TimeInForce = isAdl ? "GTC" : "IOC",
            Price = price,
            AveragePrice = averagePrice,
            Quantity = quantity,
            ExecutedQuantity = executed,
            CreatedTime = createdTime,
            UpdatedTime = updatedTime,
            Futures = new FuturesDetails
            {
                ClientOrderId = isAdl ? FuturesDetails.AdlClientOrderId : ClientOrderId(createdTime, random.Below(100)),
                Cumulative = market == SandboxMarket.Um
                    ? Trim(averagePrice * executed)
                    : Math.Round(executed * symbol.ContractSize / averagePrice, 8),
                Status = fills ? "FILLED" : "EXPIRED",
                PositionSide = random.Below(3) > 0 ? "BOTH" : sells ? "LONG" : "SHORT",
            },
        };
    }

    private static decimal PriceOf(FuturesSymbol symbol, ref SplitMix64 random)
    {
        decimal near = symbol.Price * (800 + random.Below(401)) / 1_000;
        return symbol.Tick * Math.Max(1, Math.Floor(near / symbol.Tick));
    }

    // The product of two draws: small positions are common, large ones rare.
    private static long LotsOf(FuturesSymbol symbol, ref SplitMix64 random) =>
        1 + (random.Below(symbol.MostLots) * random.Below(symbol.MostLots) / symbol.MostLots);

    private static string ClientOrderId(long createdTime, long ending) =>
        string.Format(CultureInfo.InvariantCulture, "autoclose-{0}{1:000000}", createdTime, ending);

    // The UM list shows average prices with at least five decimals.
    private static decimal Rescale(decimal value, int decimals)
    {
        int scale = (decimal.GetBits(value)[3] >> 16) & 0x7F;
        for (; scale < decimals; scale++)
        {
            value *= 1.0m;
        }

        return value;
    }

    private static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;
}
