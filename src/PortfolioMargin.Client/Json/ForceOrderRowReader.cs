using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>Reads the rows of one page, one by one. For one thread.</summary>
internal sealed class ForceOrderRowReader(string? profileName, Utf8StringCache symbols)
{
    private const int AllSeen = (1 << (int)OrderField.Undocumented) - 1;

    private readonly AdditionalFieldsBuilder _additional = new();

    /// <summary>Reads the row whose first token the reader stands on, to its end.</summary>
    /// <exception cref="FieldException">A field is missing, there twice, or cannot be read exactly.</exception>
    public MarginForceOrder Read(ref Utf8JsonReader reader)
    {
        long orderId = 0;
        string symbol = "", side = "", timeInForce = "";
        decimal price = 0, averagePrice = 0, quantity = 0, executedQuantity = 0;
        DateTimeOffset updatedTime = default;
        int seen = 0;

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            OrderField field = OrderFields.Read(ref reader);
            if (field == OrderField.Undocumented)
            {
                ReadUndocumented(ref reader);
                continue;
            }

            string name = OrderFields.NameOf(field);
            if ((seen & (1 << (int)field)) != 0)
            {
                throw Repeated(name);
            }

            seen |= 1 << (int)field;
            reader.Read();
            switch (field)
            {
                case OrderField.OrderId:
                    orderId = JsonFields.ReadInt64(ref reader, name);
                    break;
                case OrderField.Symbol:
                    symbol = JsonFields.ReadWord(ref reader, symbols, name);
                    break;
                case OrderField.Side:
                    side = JsonFields.ReadWord(ref reader, symbols, name);
                    break;
                case OrderField.Price:
                    price = JsonFields.ReadAmount(ref reader, name);
                    break;
                case OrderField.AvgPrice:
                    averagePrice = JsonFields.ReadAmount(ref reader, name);
                    break;
                case OrderField.Qty:
                    quantity = JsonFields.ReadAmount(ref reader, name);
                    break;
                case OrderField.ExecutedQty:
                    executedQuantity = JsonFields.ReadAmount(ref reader, name);
                    break;
                case OrderField.TimeInForce:
                    timeInForce = JsonFields.ReadWord(ref reader, symbols, name);
                    break;
                default:
                    updatedTime = JsonFields.ReadTime(ref reader, name);
                    break;
            }
        }

        if (seen != AllSeen)
        {
            throw new FieldException(OrderFields.FirstMissing(seen), "is missing");
        }

        var order = new MarginForceOrder
        {
            OrderId = orderId,
            Symbol = symbol,
            Side = side,
            Price = price,
            AveragePrice = averagePrice,
            Quantity = quantity,
            ExecutedQuantity = executedQuantity,
            TimeInForce = timeInForce,
            UpdatedTime = updatedTime,
            ProfileName = profileName,
        };
        if (_additional.Take() is { } additional)
        {
            order.AdditionalFields = additional;
        }

        return order;
    }

    /// <summary>Looks for the id of a row that cannot be read, before and behind the field that is wrong.</summary>
    /// <param name="row">A copy of the reader that stands on the row's first token.</param>
    public static long? FindOrderId(Utf8JsonReader row)
    {
        try
        {
            while (row.Read() && row.TokenType == JsonTokenType.PropertyName)
            {
                bool isOrderId = OrderFields.Read(ref row) == OrderField.OrderId;
                row.Read();
                if (isOrderId)
                {
                    return JsonFields.ReadInt64(ref row, "");
                }

                row.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or FieldException)
        {
            // The row is broken before its id, or the id itself is: it stays unknown.
        }

        return null;
    }

    private static FieldException Repeated(string name) => new(name, "is there more than once");

    private void ReadUndocumented(ref Utf8JsonReader reader)
    {
        string name = JsonFields.ReadName(ref reader, symbols);
        if (_additional.Contains(name))
        {
            throw Repeated(name);
        }

        reader.Read();
        _additional.Add(name, AdditionalValue.Read(ref reader, symbols, name));
    }
}
