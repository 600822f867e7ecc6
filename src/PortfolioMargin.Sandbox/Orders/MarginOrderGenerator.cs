namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Generates the margin order with a given number: always the same one, whatever was made before it.</summary>
internal sealed class MarginOrderGenerator(long seed)
{
    // Four neighbours have four different symbols and draw their ids from the same thousand: ids are unique within a symbol,
    // while two symbols sometimes share one, as on the real exchange.
    private const int GroupSize = 4;
    private const int SymbolStep = 3;
    private const int IdsPerGroup = 1_000;
    private const byte AmountScale = 8;

    private const ulong GroupStream = 1;
    private const ulong OrderStream = 2;

    public SandboxOrder Make(long number, long updatedTime)
    {
        long group = number / GroupSize;
        var groupRandom = SplitMix64.ForItem(seed, GroupStream, group);
        int symbolIndex = (int)((groupRandom.Below(MarginSymbol.All.Count) + (SymbolStep * (number % GroupSize))) % MarginSymbol.All.Count);
        MarginSymbol symbol = MarginSymbol.All[symbolIndex];

        var random = SplitMix64.ForItem(seed, OrderStream, number);
        long idInGroup = random.Below(4) == 0 ? 0 : random.Below(IdsPerGroup);
        bool sells = random.Below(100) < 70;
        long price = PriceOf(symbol, ref random);
        long slippage = price * random.Below(200) / 100_000;
        long lots = LotsOf(symbol, ref random);
        long executedLots = ExecutedOf(lots, ref random);

        return new SandboxOrder
        {
            Symbol = symbol.Symbol,
            OrderId = symbol.FirstOrderId + (group * IdsPerGroup) + idInGroup,
            Side = sells ? "SELL" : "BUY",
            TimeInForce = random.Below(5) == 0 ? "IOC" : "GTC",
            Price = Amount(price),
            AveragePrice = Amount(sells ? price + slippage : price - slippage),
            Quantity = Amount(lots * symbol.Lot),
            ExecutedQuantity = Amount(executedLots * symbol.Lot),
            UpdatedTime = updatedTime,
        };
    }

    private static long PriceOf(MarginSymbol symbol, ref SplitMix64 random)
    {
        long price = symbol.Price * (750 + random.Below(501)) / 1_000;
        price += symbol.Tick * random.Below(100);
        return price - (price % symbol.Tick);
    }

    // The product of two draws: small positions are common, large ones rare.
    private static long LotsOf(MarginSymbol symbol, ref SplitMix64 random) =>
        1 + (random.Below(symbol.MostLots) * random.Below(symbol.MostLots) / symbol.MostLots);

    private static long ExecutedOf(long lots, ref SplitMix64 random)
    {
        bool partial = random.Below(10) == 0;
        long percent = 10 + random.Below(86);
        return partial ? Math.Max(1, lots * percent / 100) : lots;
    }

    private static decimal Amount(long units) => new((int)units, (int)(units >> 32), 0, false, AmountScale);
}
