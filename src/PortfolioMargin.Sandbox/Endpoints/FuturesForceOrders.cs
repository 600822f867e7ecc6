using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary>
/// What the UM and CM lists have in common: weight 20 with a symbol and 50 without, no pages and no total, at most 100 rows, the last 7 days
/// when no start is named, and nothing older than 90 days.
/// </summary>
internal abstract class FuturesForceOrders(string path, SandboxMarket market, MarketOrders orders, ExchangeClock clock) : Endpoint(path)
{
    private const int WeightWithSymbol = 20;
    private const int WeightWithoutSymbol = 50;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 100;

    private static readonly TimeSpan DefaultReach = TimeSpan.FromDays(7);
    private static readonly WindowLimit DefaultHistory = new(TimeSpan.FromDays(90), WindowClip.Newest);
    private static readonly string[] Numbers = ["limit"];
    private static readonly string[] Texts = ["symbol", "autoCloseType"];

    public override MarketOrders List => orders;

    public override int WeightOf(RequestQuery query) => string.IsNullOrEmpty(query.Value("symbol")) ? WeightWithoutSymbol : WeightWithSymbol;

    public override SandboxResponse Serve(RequestQuery query, ResponseView view, ulong draw)
    {
        view = view with { Reach = view.Reach ?? DefaultReach, History = view.History ?? DefaultHistory };
        (string? symbol, string? autoCloseType) = (query.Value("symbol"), query.Value("autoCloseType"));
        int limit = DefaultLimit;
        ServedWindow window = new(null, null);
        ExchangeError? error = ParameterCheck.Check(query, Numbers, Texts)
            ?? ParameterCheck.ReadCount(query, "limit", DefaultLimit, MaximumLimit, out limit)
            ?? (symbol is null || IsKnown(symbol) ? null : ExchangeErrors.Of(-1121))
            ?? (autoCloseType is null or "LIQUIDATION" or "ADL" ? null : ExchangeErrors.OutOfRange("autoCloseType"))
            ?? ServedWindow.Resolve(query.Number("startTime"), query.Number("endTime"), view, clock.Now.ToUnixTimeMilliseconds(), out window);
        if (error is not null)
        {
            return SandboxResponse.Of(error);
        }

        OrderPage rows = orders.List.Read(new OrderQuery(window.First, window.Last)
        {
            FilteredBy = view.FilteredBy,
            Filter = symbol is null && autoCloseType is null ? null : order => Fits(order, symbol, autoCloseType),
            SortOrder = view.SortOrder,
            Take = Math.Min(limit, view.SizeCapOf(draw)),
            Selection = view.FullAnswer,
            Draw = draw,
        });
        return new SandboxResponse(200, SandboxResponse.Json, Body(rows.Rows, view));
    }

    /// <summary>Writes the field in which UM and CM differ.</summary>
    protected abstract void WriteCumulative(RowWriter writer, decimal cumulative);

    /// <summary>Writes what a list has between symbol and status.</summary>
    protected virtual void WritePair(RowWriter writer, string symbol)
    {
    }

    private static bool Fits(SandboxOrder order, string? symbol, string? autoCloseType) =>
        (symbol is null || order.Symbol == symbol)
        && (autoCloseType is null || order.Futures?.ClientOrderId == FuturesDetails.AdlClientOrderId == (autoCloseType == "ADL"));

    private bool IsKnown(string symbol) =>
        FuturesSymbol.Of(market).Any(known => known.Symbol == symbol) || orders.Orders.Any(order => order.Symbol == symbol);

    private byte[] Body(IReadOnlyList<SandboxOrder> rows, ResponseView view) => ResponseJson.Write(json =>
    {
        json.WriteStartArray();
        for (int row = 0; row < rows.Count && row < view.RowCap; row++)
        {
            json.WriteStartObject();
            WriteFields(new RowWriter(json, view.Fields, row), rows[row]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // The order of the documented example.
    private void WriteFields(RowWriter writer, SandboxOrder order)
    {
        FuturesDetails futures = order.Futures ?? throw new InvalidOperationException($"Order {order.OrderId} has no {nameof(SandboxOrder.Futures)} details.");
        writer.Write("orderId", order.OrderId);
        writer.Write("symbol", order.Symbol);
        WritePair(writer, order.Symbol);
        writer.Write("status", futures.Status);
        writer.Write("clientOrderId", futures.ClientOrderId);
        writer.Write("price", order.Price);
        writer.Write("avgPrice", order.AveragePrice);
        writer.Write("origQty", order.Quantity);
        writer.Write("executedQty", order.ExecutedQuantity);
        WriteCumulative(writer, futures.Cumulative);
        writer.Write("timeInForce", order.TimeInForce);
        writer.Write("type", futures.Type);
        writer.Write("reduceOnly", futures.ReduceOnly);
        writer.Write("side", order.Side);
        writer.Write("positionSide", futures.PositionSide);
        writer.Write("origType", futures.OriginalType);
        writer.Write("time", order.CreatedTime);
        writer.Write("updateTime", order.UpdatedTime);
    }
}
