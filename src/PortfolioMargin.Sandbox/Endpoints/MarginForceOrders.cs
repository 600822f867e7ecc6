using System.Globalization;
using System.Text.Json;
using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary><c>GET /papi/v1/margin/forceOrders</c>: weight 1, numbered pages, answers <c>{"rows":[…],"total":N}</c>.</summary>
internal sealed class MarginForceOrders(MarketOrders orders, ExchangeClock clock) : Endpoint(SandboxExchange.MarginForceOrdersPath)
{
    private const int DefaultSize = 10;
    private const int MaximumSize = 100;

    private static readonly string[] Numbers = ["current", "size"];

    private readonly object _lock = new();
    private readonly Dictionary<(long? Start, long? End), (long Total, int Told)> _toldTotals = [];

    public override MarketOrders List => orders;

    public override SandboxResponse Serve(RequestQuery query, ResponseView view, ulong draw)
    {
        long page = query.Number("current") ?? 1;
        (long? start, long? end) = (query.Number("startTime"), query.Number("endTime"));
        int size = DefaultSize;
        ServedWindow window = new(null, null);
        ExchangeError? error = ParameterCheck.Check(query, Numbers, [])
            ?? (page < 1 ? ExchangeErrors.OutOfRange("current") : null)
            ?? ParameterCheck.ReadCount(query, "size", DefaultSize, MaximumSize, out size)
            ?? ServedWindow.Resolve(start, end, view, clock.Now.ToUnixTimeMilliseconds(), out window);
        if (error is not null)
        {
            return SandboxResponse.Of(error);
        }

        size = Math.Min(size, view.SizeCapOf(draw));
        OrderPage rows = orders.List.Read(new OrderQuery(window.First, window.Last)
        {
            FilteredBy = view.FilteredBy,
            SortOrder = view.SortOrder,
            Skip = Skipped(page, size),
            Take = size,
            Draw = draw,
        });
        long total = view.TotalRefreshedEvery > 1 ? ToldTotal(start, end, rows.Total, view.TotalRefreshedEvery) : rows.Total;
        return new SandboxResponse(200, SandboxResponse.Json, Body(rows.Rows, view.Total(total), view));
    }

    // The page's number comes from outside: beyond any list it need not be exact, but it must not wrap.
    private static long Skipped(long page, int size) => page > int.MaxValue ? long.MaxValue : (page - 1) * size;

    private long ToldTotal(long? start, long? end, long total, int refreshedEvery)
    {
        lock (_lock)
        {
            if (!_toldTotals.TryGetValue((start, end), out (long Total, int Told) told) || told.Told >= refreshedEvery)
            {
                told = (total, 0);
            }

            _toldTotals[(start, end)] = (told.Total, told.Told + 1);
            return told.Total;
        }
    }

    private static byte[] Body(IReadOnlyList<SandboxOrder> rows, long? total, ResponseView view) => ResponseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("rows");
        for (int row = 0; row < rows.Count && row < view.RowCap; row++)
        {
            json.WriteStartObject();
            WriteFields(new RowWriter(json, view.Fields, row), rows[row], view.UndocumentedField);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTotal(json, total, view.TotalIsText);
        json.WriteEndObject();
    });

    // The order of the documented example.
    private static void WriteFields(RowWriter writer, SandboxOrder order, bool undocumentedField)
    {
        writer.Write("avgPrice", order.AveragePrice);
        writer.Write("executedQty", order.ExecutedQuantity);
        writer.Write("orderId", order.OrderId);
        writer.Write("price", order.Price);
        writer.Write("qty", order.Quantity);
        writer.Write("side", order.Side);
        writer.Write("symbol", order.Symbol);
        writer.Write("timeInForce", order.TimeInForce);
        writer.Write("updatedTime", order.UpdatedTime);
        if (undocumentedField)
        {
            writer.Write("isIsolated", false);
        }
    }

    private static void WriteTotal(Utf8JsonWriter json, long? total, bool asText)
    {
        if (total is { } text && asText)
        {
            json.WriteString("total", text.ToString(CultureInfo.InvariantCulture));
        }
        else if (total is { } number)
        {
            json.WriteNumber("total", number);
        }
    }
}
