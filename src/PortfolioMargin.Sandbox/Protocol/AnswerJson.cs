using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>Writes the exchange's bodies.</summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"code":…,"msg":…}</c>.</summary>
    public static string Error(int code, string message) => Encoding.UTF8.GetString(Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", code);
        json.WriteString("msg", message);
        json.WriteEndObject();
    }));

    /// <summary><c>{"rows":[…],"total":N}</c>, the field order of the documented example.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="total">What to say of the total; <see langword="null"/> leaves it out.</param>
    /// <param name="undocumentedField">Whether each row ends with <c>isIsolated</c>.</param>
    public static byte[] Page(IReadOnlyList<SandboxOrder> rows, long? total, bool undocumentedField) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("rows");
        foreach (SandboxOrder row in rows)
        {
            Row(json, row, undocumentedField);
        }

        json.WriteEndArray();
        if (total is { } number)
        {
            json.WriteNumber("total", number);
        }

        json.WriteEndObject();
    });

    private static void Row(Utf8JsonWriter json, SandboxOrder row, bool undocumentedField)
    {
        json.WriteStartObject();
        json.WriteString("avgPrice", Text(row.AveragePrice));
        json.WriteString("executedQty", Text(row.ExecutedQuantity));
        json.WriteNumber("orderId", row.OrderId);
        json.WriteString("price", Text(row.Price));
        json.WriteString("qty", Text(row.Quantity));
        json.WriteString("side", row.Side);
        json.WriteString("symbol", row.Symbol);
        json.WriteString("timeInForce", row.TimeInForce);
        json.WriteNumber("updatedTime", row.UpdatedTime);
        if (undocumentedField)
        {
            json.WriteBoolean("isIsolated", false);
        }

        json.WriteEndObject();
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.ToArray();
    }
}
