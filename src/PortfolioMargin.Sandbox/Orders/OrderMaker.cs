namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Makes up the order with a given number: always the same one, whatever was made before it.</summary>
internal sealed class OrderMaker(long seed)
{
    // Four neighbours are in four different markets and draw their ids from the same thousand: ids are unique within a symbol,
    // while two markets sometimes share one, as on the real exchange.
    private const int GroupSize = 4;
    private const int MarketStep = 3;
    private const int IdsPerGroup = 1_000;
    private const byte AmountScale = 8;

    private const ulong GroupStream = 1;
    private const ulong OrderStream = 2;

    public SandboxOrder Make(long number, long updatedTime)
    {
        long group = number / GroupSize;
        var groupRandom = SplitMix64.ForItem(seed, GroupStream, group);
        int marketIndex = (int)((groupRandom.Below(Market.All.Count) + (MarketStep * (number % GroupSize))) % Market.All.Count);
        Market market = Market.All[marketIndex];

        var random = SplitMix64.ForItem(seed, OrderStream, number);
        long idInGroup = random.Below(4) == 0 ? 0 : random.Below(IdsPerGroup);
        bool sells = random.Below(100) < 70;
        long price = PriceOf(market, ref random);
        long slippage = price * random.Below(200) / 100_000;
        long lots = LotsOf(market, ref random);
        long executedLots = ExecutedOf(lots, ref random);

        return new SandboxOrder
        {
            Symbol = market.Symbol,
            OrderId = market.FirstOrderId + (group * IdsPerGroup) + idInGroup,
            Side = sells ? "SELL" : "BUY",
            TimeInForce = random.Below(5) == 0 ? "IOC" : "GTC",
            Price = Amount(price),
            AveragePrice = Amount(sells ? price + slippage : price - slippage),
            Quantity = Amount(lots * market.Lot),
            ExecutedQuantity = Amount(executedLots * market.Lot),
            UpdatedTime = updatedTime,
        };
    }

    private static long PriceOf(Market market, ref SplitMix64 random)
    {
        long price = market.Price * (750 + random.Below(501)) / 1_000;
        price += market.Tick * random.Below(100);
        return price - (price % market.Tick);
    }

    // The product of two draws: small positions are common, large ones rare.
    private static long LotsOf(Market market, ref SplitMix64 random) =>
        1 + (random.Below(market.MostLots) * random.Below(market.MostLots) / market.MostLots);

    private static long ExecutedOf(long lots, ref SplitMix64 random)
    {
        bool partial = random.Below(10) == 0;
        long percent = 10 + random.Below(86);
        return partial ? Math.Max(1, lots * percent / 100) : lots;
    }

    private static decimal Amount(long units) => new((int)units, (int)(units >> 32), 0, false, AmountScale);
}
