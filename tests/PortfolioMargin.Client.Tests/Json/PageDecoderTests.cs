using System.Text;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Json;

public class PageDecoderTests
{
    private const string DocumentedExample = """
        {
            "rows": [
                {
                    "avgPrice": "0.00388359",
                    "executedQty": "31.39000000",
                    "orderId": 180015097,
                    "price": "0.00388110",
                    "qty": "31.39000000",
                    "side": "SELL",
                    "symbol": "BNBBTC",
                    "timeInForce": "GTC",
                    "updatedTime": 1558941374745
                }
            ],
            "total": 1
        }
        """;

    [Fact]
    public void The_documented_example_decodes_to_its_exact_values()
    {
        Page<ForceOrder> page = Pages.Read(DocumentedExample);

        MarginForceOrder order = Assert.IsType<MarginForceOrder>(Assert.Single(page.Rows));
        Assert.Equal(1ul, page.Total);
        Assert.Empty(page.MissingFields);
        Assert.Equal(180015097, order.OrderId);
        Assert.Equal("BNBBTC", order.Symbol);
        Assert.Equal("SELL", order.Side);
        Assert.Equal("GTC", order.TimeInForce);
        Assert.Equal("desk", order.ProfileName);
        Assert.Equal(new DateTimeOffset(2019, 5, 27, 7, 16, 14, 745, TimeSpan.Zero), order.UpdatedTime);
        Assert.Equal(TimeSpan.Zero, order.UpdatedTime.Offset);
        Assert.Equal([388359, 0, 0, 8 << 16], decimal.GetBits(order.AveragePrice!.Value));
        Assert.Equal([388110, 0, 0, 8 << 16], decimal.GetBits(order.Price!.Value));
        Assert.Equal([unchecked((int)3139000000), 0, 0, 8 << 16], decimal.GetBits(order.Quantity!.Value));
        Assert.Equal([unchecked((int)3139000000), 0, 0, 8 << 16], decimal.GetBits(order.ExecutedQuantity!.Value));
        Assert.Empty(order.AdditionalFields);
    }

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("\"18\\u0030\"", 180)]
    public void An_order_id_keeps_every_digit(string json, long expected) =>
        Assert.Equal(expected, Pages.Read(Pages.Of(Pages.RowWith("orderId", json))).Rows[0].OrderId);

    [Theory]
    [InlineData("1558941374745", 1558941374745)]
    [InlineData("\"1558941374745\"", 1558941374745)]
    [InlineData("253402300799999", 253402300799999)]
    [InlineData("-1", -1)]
    public void A_time_is_milliseconds_as_number_or_as_text(string json, long expected) =>
        Assert.Equal(expected, Pages.Read(Pages.Of(Pages.RowWith("updatedTime", json))).Rows[0].UpdatedTime.ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("7", 7ul)]
    [InlineData("\"7\"", 7ul)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("null", null)]
    public void A_total_is_a_number_or_a_text_or_unknown(string json, ulong? expected) =>
        Assert.Equal(expected, Pages.Read($$"""{"total":{{json}},"rows":[]}""").Total);

    [Fact]
    public void A_missing_total_is_unknown() => Assert.Null(Pages.Read("""{"rows":[]}""").Total);

    [Fact]
    public void Sides_and_times_in_force_of_tomorrow_survive()
    {
        string row = Pages.RowWith("side", "\"AUTO_DELEVERAGE\"").Replace("\"GTC\"", "\"good-till-\\u2603\"", StringComparison.Ordinal);
        ForceOrder order = Pages.Read(Pages.Of(row)).Rows[0];
        Assert.Equal("AUTO_DELEVERAGE", order.Side);
        Assert.Equal("good-till-☃", order.TimeInForce);
    }

    [Fact]
    public void Field_names_are_known_by_case_and_through_escapes()
    {
        string row = Pages.Row.Replace("\"price\"", "\"\\u0070rice\"", StringComparison.Ordinal).Replace("{", "{\"PRICE\":true,", StringComparison.Ordinal);
        ForceOrder order = Pages.Read(Pages.Of(row)).Rows[0];
        Assert.Equal(0.00388110m, order.Price);
        Assert.Equal(true, order.AdditionalFields["PRICE"]);
        Assert.Single(order.AdditionalFields);
    }

    [Fact]
    public void Undocumented_fields_are_kept_as_plain_values()
    {
        string row = Pages.Row.Replace(
            "{",
            """
            {"text":"\u00e4 b","whole":-9223372036854775808,"exact":1.500,"beyond":1.23456789012345678901234567890123,"huge":1e400,"beyondLong":9223372036854775808,
            "yes":true,"no":false,"nothing":null,"list":[1,"a",[null]],"map":{"a":{"b":2.0},"Rows":[]},
            """,
            StringComparison.Ordinal);
        IReadOnlyDictionary<string, object?> fields = Pages.Read(Pages.Of(row)).Rows[0].AdditionalFields;

        Assert.Equal("ä b", fields["text"]);
        Assert.Equal(long.MinValue, fields["whole"]);
        Assert.Equal(1.5m, fields["exact"]);
        Assert.Equal(3, Pages.ScaleOf((decimal)fields["exact"]!));
        Assert.Equal("1.23456789012345678901234567890123", fields["beyond"]);
        Assert.Equal("1e400", fields["huge"]);
        Assert.Equal(9223372036854775808m, fields["beyondLong"]);
        Assert.Equal(true, fields["yes"]);
        Assert.Equal(false, fields["no"]);
        Assert.Null(fields["nothing"]);
        object?[] list = Assert.IsType<object?[]>(fields["list"]);
        Assert.Equal(1L, list[0]);
        Assert.Equal("a", list[1]);
        Assert.Equal([null], Assert.IsType<object?[]>(list[2]));
        Dictionary<string, object?> map = Assert.IsType<Dictionary<string, object?>>(fields["map"]);
        Assert.Equal(2.0m, Assert.IsType<Dictionary<string, object?>>(map["a"])["b"]);
        Assert.Equal(11, fields.Count);
    }

    [Fact]
    public void Rows_with_the_same_flag_share_a_dictionary_that_nobody_can_change()
    {
        string isolated = Pages.Row.Replace("{", "{\"isIsolated\":true,", StringComparison.Ordinal);
        string cross = Pages.Row.Replace("{", "{\"isIsolated\":false,", StringComparison.Ordinal);
        string other = Pages.Row.Replace("{", "{\"isOther\":false,", StringComparison.Ordinal);
        IReadOnlyList<ForceOrder> rows = Pages.Read(Pages.Of(cross, isolated, cross, other, Pages.Row)).Rows;

        Assert.Same(rows[0].AdditionalFields, rows[2].AdditionalFields);
        Assert.Equal(false, rows[0].AdditionalFields["isIsolated"]);
        Assert.Equal(true, rows[1].AdditionalFields["isIsolated"]);
        Assert.Equal(false, rows[3].AdditionalFields["isOther"]);
        Assert.Empty(rows[4].AdditionalFields);
        Assert.All(rows, row => Assert.True(Assert.IsAssignableFrom<IDictionary<string, object?>>(row.AdditionalFields).IsReadOnly));
    }

    [Fact]
    public void Rows_keep_their_order_and_share_their_words()
    {
        var symbols = new Utf8StringCache();
        byte[] body = Encoding.UTF8.GetBytes(Pages.Of(Pages.RowWith("orderId", "3"), Pages.RowWith("orderId", "1"), Pages.RowWith("orderId", "2")));
        IReadOnlyList<ForceOrder> first = MarginForceOrders.Endpoint.Decoder.Read(body, null, symbols).Rows;
        IReadOnlyList<ForceOrder> second = MarginForceOrders.Endpoint.Decoder.Read(body, null, symbols).Rows;

        Assert.Equal([3L, 1L, 2L], first.Select(row => row.OrderId));
        Assert.Same(first[0].Symbol, second[2].Symbol);
        Assert.Same(first[0].Side, second[1].Side);
    }

    [Fact]
    public void A_byte_order_mark_and_unknown_members_of_the_page_are_passed_over()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($$"""{"note":{"rows":[[]]},"total":1,"rows":[{{Pages.Row}}],"more":null}  """)];
        Assert.Single(Pages.Read(body).Rows);
    }

    [Fact]
    public void A_row_costs_little_more_than_the_order_itself()
    {
        var symbols = new Utf8StringCache();
        string cross = Pages.Row.Replace("{", "{\"isIsolated\":false,", StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(Pages.Of(Enumerable.Repeat(cross, 100).ToArray()));
        MarginForceOrders.Endpoint.Decoder.Read(body, null, symbols);

        long before = GC.GetAllocatedBytesForCurrentThread();
        MarginForceOrders.Endpoint.Decoder.Read(body, null, symbols);
        long bytesOfRow = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        // The order: header, 4 optional decimals of 24 bytes, 1 id, 5 references, 1 time of 16 bytes = 176 bytes; the list's slot 8; the page's share of the rest.
        Assert.InRange(bytesOfRow, 130, 240);
    }

    [Theory]
    [InlineData("um", """{"orderId":6071832819,"symbol":"BTCUSDT","status":"FILLED","clientOrderId":"autoclose-1596107620040000020","price":"10871.09","avgPrice":"10913.21000","origQty":"0.001","executedQty":"0.001","cumQuote":"10.91321","timeInForce":"IOC","type":"LIMIT","reduceOnly":false,"side":"SELL","positionSide":"BOTH","origType":"LIMIT","time":1596107620044,"updateTime":1596107620087}""")]
    [InlineData("cm", """{"orderId":165123080,"symbol":"BTCUSD_200925","pair":"BTCUSD","status":"FILLED","clientOrderId":"adl_autoclose","price":"11326.9","avgPrice":"11326.9","origQty":"1","executedQty":"1","cumBase":"0.00882854","timeInForce":"IOC","type":"LIMIT","reduceOnly":true,"side":"SELL","positionSide":"BOTH","origType":"LIMIT","time":1596542005019,"updateTime":1596542005050}""")]
    public void The_documented_futures_examples_decode_to_their_exact_values(string market, string row)
    {
        Endpoint<ForceOrder> endpoint = market == "um" ? UmForceOrders.Endpoint : CmForceOrders.Endpoint;
        Page<ForceOrder> page = endpoint.Decoder.Read(Encoding.UTF8.GetBytes($"[{row}]"), "desk", new Utf8StringCache());

        var order = Assert.IsAssignableFrom<FuturesForceOrder>(Assert.Single(page.Rows));
        Assert.Null(page.Total);
        Assert.Empty(page.MissingFields);
        Assert.Empty(order.AdditionalFields);
        Assert.Equal(("FILLED", "LIMIT", "LIMIT", "BOTH", "IOC", "SELL", "desk"),
            (order.Status, order.Type, order.OriginalType, order.PositionSide, order.TimeInForce, order.Side, order.ProfileName));
        if (order is UmForceOrder um)
        {
            Assert.Equal((6071832819, "BTCUSDT", 10.91321m, 10.91321m), (um.OrderId, um.Symbol, um.CumulativeQuote, um.Notional));
            Assert.Equal(("10871.09", "10913.21000", "0.001"), (Text(um.Price), Text(um.AveragePrice), Text(um.Quantity)));
            Assert.Equal((AutoCloseType.Liquidation, false), (um.AutoCloseType!.Value, um.ReduceOnly!.Value));
            Assert.Equal((1596107620044, 1596107620087), (um.CreatedTime!.Value.ToUnixTimeMilliseconds(), um.UpdatedTime.ToUnixTimeMilliseconds()));
        }
        else
        {
            var cm = Assert.IsType<CmForceOrder>(order);
            Assert.Equal((165123080, "BTCUSD_200925", "BTCUSD", 0.00882854m, null), (cm.OrderId, cm.Symbol, cm.Pair, cm.CumulativeBase, cm.Notional));
            Assert.Equal((AutoCloseType.Adl, true), (cm.AutoCloseType!.Value, cm.ReduceOnly!.Value));
        }
    }

    [Theory]
    [InlineData("avgPrice")]
    [InlineData("price")]
    [InlineData("qty")]
    [InlineData("executedQty")]
    [InlineData("side")]
    [InlineData("timeInForce")]
    public void A_field_that_is_left_out_or_null_or_empty_is_null_and_told(string field)
    {
        foreach (string row in (string[])[Pages.RowWithout(field), Pages.RowWith(field, "null"), Pages.RowWith(field, "\"\"")])
        {
            Page<ForceOrder> page = Pages.Read(Pages.Of(Pages.Row, row));
            Assert.Equal([field], page.MissingFields);
            Assert.Equal(180015097, page.Rows[1].OrderId);
            Assert.Equal(field is "avgPrice" or "executedQty" ? null : 0.00388359m * 31.39000000m, page.Rows[1].Notional);
            Assert.DoesNotContain("0 ", page.Rows[1].ToString().Replace("31.39000000 ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static string? Text(decimal? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
