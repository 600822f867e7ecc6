namespace PortfolioMargin.ModuleTests.Reporting;

/// <summary>Orders as a client would hand them out.</summary>
internal static class Orders
{
    public static DateTimeOffset Noon { get; } = new(2026, 5, 31, 12, 0, 0, TimeSpan.Zero);

    public static MarginForceOrder Margin(string symbol, decimal? price, decimal? quantity, DateTimeOffset? time = null, string? side = "SELL", string? profile = "Desk", long id = 1) => new()
    {
        OrderId = id,
        Symbol = symbol,
        Side = side,
        Price = price,
        AveragePrice = price,
        Quantity = quantity,
        ExecutedQuantity = quantity,
        TimeInForce = "GTC",
        UpdatedTime = time ?? Noon,
        ProfileName = profile,
    };

    public static UmForceOrder Um(string symbol, decimal? price, decimal? quantity, decimal? quote, DateTimeOffset? time = null, string? clientOrderId = "autoclose-1", string? side = "SELL", string? profile = "Desk", long id = 1) => new()
    {
        OrderId = id,
        Symbol = symbol,
        Side = side,
        Price = price,
        AveragePrice = price,
        Quantity = quantity,
        ExecutedQuantity = quantity,
        CumulativeQuote = quote,
        ClientOrderId = clientOrderId,
        UpdatedTime = time ?? Noon,
        ProfileName = profile,
    };

    public static CmForceOrder Cm(string symbol, decimal? price, decimal? contracts, decimal? coins, DateTimeOffset? time = null, string? clientOrderId = "autoclose-1", string? side = "SELL", string? profile = "Desk", long id = 1) => new()
    {
        OrderId = id,
        Symbol = symbol,
        Pair = symbol.Split('_')[0],
        Side = side,
        Price = price,
        AveragePrice = price,
        Quantity = contracts,
        ExecutedQuantity = contracts,
        CumulativeBase = coins,
        ClientOrderId = clientOrderId,
        UpdatedTime = time ?? Noon,
        ProfileName = profile,
    };
}
