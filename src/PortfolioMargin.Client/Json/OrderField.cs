using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>The documented fields of a row, by the exchange's own names.</summary>
internal enum OrderField
{
    AvgPrice,
    ExecutedQty,
    OrderId,
    Price,
    Qty,
    Side,
    Symbol,
    TimeInForce,
    UpdatedTime,

    /// <summary>How many there are; also what stands for any other field.</summary>
    Undocumented,
}

/// <summary>Tells fields by their names. Case matters, as it does to the exchange.</summary>
internal static class OrderFields
{
    private static readonly string[] Names =
        ["avgPrice", "executedQty", "orderId", "price", "qty", "side", "symbol", "timeInForce", "updatedTime"];

    /// <summary>The field's name as the exchange writes it.</summary>
    public static string NameOf(OrderField field) => Names[(int)field];

    /// <summary>The field whose name the reader stands on.</summary>
    public static OrderField Read(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Match(reader.ValueSpan);
        }

        for (var field = OrderField.AvgPrice; field < OrderField.Undocumented; field++)
        {
            if (JsonFields.NameIs(ref reader, NameOf(field)))
            {
                return field;
            }
        }

        return OrderField.Undocumented;
    }

    /// <summary>The first field that is missing from a set of bits, one for each field.</summary>
    public static string FirstMissing(int seen)
    {
        var field = OrderField.AvgPrice;
        while ((seen & (1 << (int)field)) != 0)
        {
            field++;
        }

        return NameOf(field);
    }

    private static OrderField Match(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("qty"u8) => OrderField.Qty,
        4 when name.SequenceEqual("side"u8) => OrderField.Side,
        5 when name.SequenceEqual("price"u8) => OrderField.Price,
        6 when name.SequenceEqual("symbol"u8) => OrderField.Symbol,
        7 when name.SequenceEqual("orderId"u8) => OrderField.OrderId,
        8 when name.SequenceEqual("avgPrice"u8) => OrderField.AvgPrice,
        11 when name.SequenceEqual("executedQty"u8) => OrderField.ExecutedQty,
        11 when name.SequenceEqual("timeInForce"u8) => OrderField.TimeInForce,
        11 when name.SequenceEqual("updatedTime"u8) => OrderField.UpdatedTime,
        _ => OrderField.Undocumented,
    };
}
