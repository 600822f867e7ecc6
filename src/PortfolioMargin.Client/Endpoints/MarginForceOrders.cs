using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>
/// The forced orders of the margin account (documentation: "Query User's Margin Force Orders"). Weight 1; numbered pages of 10, or of up to
/// 100, with the window's total. Neither the order of the rows nor how far back they reach is documented.
/// </summary>
internal static class MarginForceOrders
{
    /// <summary>The endpoint.</summary>
    public static Endpoint<ForceOrder> Endpoint { get; } = new()
    {
        Path = "/papi/v1/margin/forceOrders",
        Weight = static _ => 1,
        MaximumSize = ForceOrderPageQuery.MaximumPageSize,
        DefaultSize = ForceOrderPageQuery.DefaultPageSize,
        HasPages = true,
        AddParameters = static (query, request) => query
            .Add("startTime", request.Window.Start)
            .Add("endTime", request.Window.End)
            .Add("current", request.Page)
            .Add("size", request.Size),
        Decoder = new PageDecoder<ForceOrder>(PageEnvelope.RowsAndTotal, ForceOrderFields.Table(static () => new MarginForceOrder(), Fields())),
        KeyOf = ForceOrderFields.KeyOf,
        TimeOf = ForceOrderFields.TimeOf,
    };

    private static RowField<ForceOrder>[] Fields() =>
    [
        .. ForceOrderFields.Identity("updatedTime"),
        RowField<ForceOrder>.Word("side", static (row, value) => row.Side = value),
        RowField<ForceOrder>.Amount("price", static (row, value) => row.Price = value),
        RowField<ForceOrder>.Amount("avgPrice", static (row, value) => row.AveragePrice = value),
        RowField<ForceOrder>.Amount("qty", static (row, value) => row.Quantity = value),
        RowField<ForceOrder>.Amount("executedQty", static (row, value) => row.ExecutedQuantity = value),
        RowField<ForceOrder>.Word("timeInForce", static (row, value) => row.TimeInForce = value),
    ];
}
