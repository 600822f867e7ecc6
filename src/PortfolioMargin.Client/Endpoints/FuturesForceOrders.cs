using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>
/// What the lists of forced futures orders have in common (documentation: "Query User's UM Force Orders" and "… CM Force Orders"): weight 20
/// with a symbol and 50 without, at most 100 rows in a bare array without total or pages, and no row older than 90 days.
/// </summary>
internal static class FuturesForceOrders
{
    private const int WeightWithSymbol = 20;
    private const int WeightWithoutSymbol = 50;

    /// <summary>An endpoint of this kind.</summary>
    /// <param name="path">The path.</param>
    /// <param name="createRow">Makes an empty row.</param>
    /// <param name="ownFields">The fields that only this endpoint has.</param>
    public static Endpoint<ForceOrder> Create(string path, Func<FuturesForceOrder> createRow, params RowField<ForceOrder>[] ownFields) => new()
    {
        Path = path,
        Weight = static request => request.Symbol is null ? WeightWithoutSymbol : WeightWithSymbol,
        MaximumSize = 100,
        DefaultSize = 50,
        HistoryLimit = TimeSpan.FromDays(90),
        AddParameters = static (query, request) => query
            .Add("symbol", request.Symbol)
            .Add("autoCloseType", NameOf(request.AutoCloseType))
            .Add("startTime", request.Window.Start)
            .Add("endTime", request.Window.End)
            .Add("limit", request.Size),
        Decoder = new PageDecoder<ForceOrder>(PageEnvelope.Array, ForceOrderFields.Table(createRow, [.. CommonFields(), .. ownFields])),
        KeyOf = ForceOrderFields.KeyOf,
        TimeOf = ForceOrderFields.TimeOf,
    };

    private static string? NameOf(AutoCloseType? type) => type switch
    {
        AutoCloseType.Liquidation => "LIQUIDATION",
        AutoCloseType.Adl => "ADL",
        _ => null,
    };

    private static RowField<ForceOrder>[] CommonFields() =>
    [
        .. ForceOrderFields.Identity("updateTime"),
        Futures("status", static (row, value) => row.Status = value),
        Futures("clientOrderId", static (row, value) => row.ClientOrderId = value),
        RowField<ForceOrder>.Amount("price", static (row, value) => row.Price = value),
        RowField<ForceOrder>.Amount("avgPrice", static (row, value) => row.AveragePrice = value),
        RowField<ForceOrder>.Amount("origQty", static (row, value) => row.Quantity = value),
        RowField<ForceOrder>.Amount("executedQty", static (row, value) => row.ExecutedQuantity = value),
        RowField<ForceOrder>.Word("timeInForce", static (row, value) => row.TimeInForce = value),
        Futures("type", static (row, value) => row.Type = value),
        RowField<ForceOrder>.Flag("reduceOnly", static (row, value) => ((FuturesForceOrder)row).ReduceOnly = value),
        RowField<ForceOrder>.Word("side", static (row, value) => row.Side = value),
        Futures("positionSide", static (row, value) => row.PositionSide = value),
        Futures("origType", static (row, value) => row.OriginalType = value),
        RowField<ForceOrder>.Time("time", static (row, value) => ((FuturesForceOrder)row).CreatedTime = value),
    ];

    private static RowField<ForceOrder> Futures(string name, Action<FuturesForceOrder, string> set) =>
        RowField<ForceOrder>.Word(name, (row, value) => set((FuturesForceOrder)row, value));
}
