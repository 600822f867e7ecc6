namespace PortfolioMargin.Sandbox.Orders;

/// <summary>The lists of forced orders that an account has.</summary>
public enum SandboxMarket
{
    /// <summary><c>/papi/v1/margin/forceOrders</c>.</summary>
    Margin,

    /// <summary>USDⓈ-M futures, <c>/papi/v1/um/forceOrders</c>.</summary>
    Um,

    /// <summary>COIN-M futures, <c>/papi/v1/cm/forceOrders</c>.</summary>
    Cm,
}

/// <summary>One forced order as the exchange holds it. Prices and quantities are sent with the trailing zeros of the decimal's scale.</summary>
public sealed record SandboxOrder
{
    private readonly long? _createdTime;

    /// <summary>The order in the response example of the margin list's page (2019-05-27 07:16:14.745 UTC).</summary>
    public static SandboxOrder MarginExample { get; } = new()
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

    /// <summary>The order in the response example of the UM list's page (2020-07-30 11:13:40.087 UTC).</summary>
    public static SandboxOrder UmExample { get; } = new()
    {
        Market = SandboxMarket.Um,
        Symbol = "BTCUSDT",
        OrderId = 6071832819,
        Side = "SELL",
        TimeInForce = "IOC",
        Price = 10871.09m,
        AveragePrice = 10913.21000m,
        Quantity = 0.001m,
        ExecutedQuantity = 0.001m,
        CreatedTime = 1596107620044,
        UpdatedTime = 1596107620087,
        Futures = new FuturesDetails { ClientOrderId = "autoclose-1596107620040000020", Cumulative = 10.91321m },
    };

    /// <summary>The order in the response example of the CM list's page (2020-08-04 11:53:25.050 UTC).</summary>
    public static SandboxOrder CmExample { get; } = new()
    {
        Market = SandboxMarket.Cm,
        Symbol = "BTCUSD_200925",
        OrderId = 165123080,
        Side = "SELL",
        TimeInForce = "IOC",
        Price = 11326.9m,
        AveragePrice = 11326.9m,
        Quantity = 1m,
        ExecutedQuantity = 1m,
        CreatedTime = 1596542005019,
        UpdatedTime = 1596542005050,
        Futures = new FuturesDetails { ClientOrderId = "autoclose-1596542005017000006", Cumulative = 0.00882854m },
    };

    /// <summary>The list that the order is in.</summary>
    public SandboxMarket Market { get; init; }

    /// <summary>What was traded, for example BTCUSDT.</summary>
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

    /// <summary>What was to be traded: in the base asset; for CM in contracts.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>What was traded: in the base asset; for CM in contracts.</summary>
    public required decimal ExecutedQuantity { get; init; }

    /// <summary>The creation, in Unix milliseconds. Default: <see cref="UpdatedTime"/>. The margin list does not show it.</summary>
    public long CreatedTime
    {
        get => _createdTime ?? UpdatedTime;
        init => _createdTime = value;
    }

    /// <summary>The last change, in Unix milliseconds.</summary>
    public required long UpdatedTime { get; init; }

    /// <summary>What only the UM and CM lists show; <see langword="null"/> for a margin order.</summary>
    public FuturesDetails? Futures { get; init; }
}

/// <summary>The part of a forced order that only the UM and CM lists show.</summary>
public sealed record FuturesDetails
{
    /// <summary>The client order id of an order that auto-deleveraging closed.</summary>
    public const string AdlClientOrderId = "adl_autoclose";

    /// <summary><c>autoclose-…</c> for a liquidation, <see cref="AdlClientOrderId"/> for auto-deleveraging.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>UM: <c>cumQuote</c>, in the quote asset. CM: <c>cumBase</c>, in the base asset.</summary>
    public required decimal Cumulative { get; init; }

    /// <summary>FILLED and the like.</summary>
    public string Status { get; init; } = "FILLED";

    /// <summary>LIMIT and the like.</summary>
    public string Type { get; init; } = "LIMIT";

    /// <summary>The type that the order had when it was placed.</summary>
    public string OriginalType { get; init; } = "LIMIT";

    /// <summary>BOTH, LONG or SHORT.</summary>
    public string PositionSide { get; init; } = "BOTH";

    /// <summary>Whether the order could only make a position smaller.</summary>
    public bool ReduceOnly { get; init; }
}
