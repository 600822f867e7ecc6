namespace PortfolioMargin.Sandbox.Orders;

/// <summary>One forced order as the exchange holds it. Prices and quantities are sent with the trailing zeros of the decimal's scale.</summary>
public sealed record SandboxOrder
{
    /// <summary>The order of the documentation's response example (its time is 2019-05-27 07:16:14.745 UTC).</summary>
    public static SandboxOrder DocumentedExample { get; } = new()
    {
        Symbol = "BNBBTC",
        OrderId = 180015097,
        Side = "SELL",
        TimeInForce = "GTC",
        Price = 0.00388110m,
        AveragePrice = 0.00388359m,
        Quantity = 31.39000000m,
        ExecutedQuantity = 31.39000000m,
        UpdatedTime = 1558941374745,
    };

    /// <summary>The market, for example BTCUSDT.</summary>
    public required string Symbol { get; init; }

    /// <summary>The order's number, unique within its symbol only.</summary>
    public required long OrderId { get; init; }

    /// <summary>BUY or SELL.</summary>
    public required string Side { get; init; }

    /// <summary>GTC, IOC and the like.</summary>
    public required string TimeInForce { get; init; }

    /// <summary>The limit price, in the quote asset.</summary>
    public required decimal Price { get; init; }

    /// <summary>The average price of what was executed, in the quote asset.</summary>
    public required decimal AveragePrice { get; init; }

    /// <summary>What was to be traded, in the base asset.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>What was traded, in the base asset.</summary>
    public required decimal ExecutedQuantity { get; init; }

    /// <summary>Last change, in Unix milliseconds.</summary>
    public required long UpdatedTime { get; init; }
}
