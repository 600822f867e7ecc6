using System.Text;

namespace PortfolioMargin.Client.Tests.Json;

public class BadPageTests
{
    [Theory]
    [InlineData("avgPrice", "\"-1\"", "-1")]
    [InlineData("price", "\"NaN\"", "NaN")]
    [InlineData("price", "\" 1\"", "1")]
    [InlineData("price", "\"1,5\"", "1,5")]
    [InlineData("price", "\"0x10\"", "0x10")]
    [InlineData("price", "-0.5", "-0.5")]
    [InlineData("price", "\"\\u002d1\"", "u002d1")]
    [InlineData("qty", "\"1.00000000000000000000000000001\"", "1.00000000000000000000000000001")]
    [InlineData("qty", "\"79228162514264337593543950336\"", "79228162514264337593543950336")]
    [InlineData("qty", "1e29", "1e29")]
    [InlineData("executedQty", "true", "true")]
    [InlineData("executedQty", "{\"a\":1}", "an object")]
    [InlineData("symbol", "null", "null")]
    [InlineData("side", "1", "1")]
    [InlineData("symbol", "[]", "an array")]
    [InlineData("timeInForce", "false", "false")]
    [InlineData("updatedTime", "1.5", "1.5")]
    [InlineData("updatedTime", "253402300800000", "253402300800000")]
    [InlineData("updatedTime", "-62135596800001", "-62135596800001")]
    [InlineData("updatedTime", "\"2019-05-27\"", "2019-05-27")]
    [InlineData("updatedTime", "null", "null")]
    public void A_value_that_cannot_be_read_exactly_names_field_row_order_and_value(string field, string json, string shown)
    {
        InvalidResponseException error = Pages.Refuse(Pages.Of(Pages.RowWith("orderId", "17"), Pages.RowWith(field, json)));

        Assert.Equal(field, error.Field);
        Assert.Equal(180015097, error.OrderId);
        Assert.Contains("Row 2", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("180015097", error.Message, StringComparison.Ordinal);
        Assert.Contains(shown, error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("\"\"")]
    [InlineData("\"+1\"")]
    [InlineData("\"1 \"")]
    [InlineData("null")]
    [InlineData("{}")]
    public void An_order_id_that_is_no_64_bit_whole_number_is_refused(string json)
    {
        InvalidResponseException error = Pages.Refuse(Pages.Of(Pages.RowWith("orderId", json)));
        Assert.Equal("orderId", error.Field);
        Assert.Null(error.OrderId);
    }

    [Theory]
    [InlineData("orderId")]
    [InlineData("symbol")]
    [InlineData("updatedTime")]
    public void A_missing_identity_or_time_is_named(string field)
    {
        InvalidResponseException error = Pages.Refuse(Pages.Of(Pages.RowWithout(field)));
        Assert.Equal(field, error.Field);
        Assert.Contains("is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(field == "orderId" ? null : 180015097, error.OrderId);
    }

    [Theory]
    [InlineData("price", "\"price\":\"1\"")]
    [InlineData("orderId", "\"orderId\":180015097")]
    [InlineData("note", "\"note\":1,\"note\":1")]
    [InlineData("note", "\"a\":1,\"b\":2,\"note\":3,\"note\":4")]
    [InlineData("note", "\"note\":{\"a\":1,\"\\u0061\":1}")]
    public void A_field_that_is_there_twice_is_refused(string field, string more)
    {
        InvalidResponseException error = Pages.Refuse(Pages.Of(Pages.Row.Replace("{", "{" + more + ",", StringComparison.Ordinal)));
        Assert.Equal(field, error.Field);
        Assert.Contains("more than once", error.Message, StringComparison.Ordinal);
        Assert.Equal(180015097, error.OrderId);
    }

    [Theory]
    [InlineData("""{"rows":[],"rows":[]}""", "rows")]
    [InlineData("""{"rows":[],"total":1,"total":1}""", "total")]
    [InlineData("""{"rows":[],"total":null,"total":1}""", "total")]
    [InlineData("""{"rows":[],"total":-1}""", "total")]
    [InlineData("""{"rows":[],"total":1.5}""", "total")]
    [InlineData("""{"rows":[],"total":""}""", "total")]
    [InlineData("""{"rows":[],"total":[]}""", "total")]
    [InlineData("""{"rows":[],"total":18446744073709551616}""", "total")]
    [InlineData("""{"total":1}""", "rows")]
    [InlineData("""{"Rows":[],"total":1}""", "rows")]
    [InlineData("""{"rows":null,"total":0}""", "rows")]
    [InlineData("""{"rows":{},"total":0}""", "rows")]
    [InlineData("""{"rows":[1],"total":1}""", "rows")]
    [InlineData("""{"rows":[null],"total":1}""", "rows")]
    [InlineData("""{"rows":[[]],"total":1}""", "rows")]
    public void A_page_that_is_not_as_documented_names_the_field(string body, string field)
    {
        InvalidResponseException error = Pages.Refuse(body);
        Assert.Equal(field, error.Field);
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"rows\"")]
    [InlineData("{\"rows\":[],\"total\":0}}")]
    [InlineData("{\"rows\":[],\"total\":0} {}")]
    [InlineData("{\"rows\":[],}")]
    [InlineData("{\"rows\":[/* none */]}")]
    [InlineData("{'rows':[]}")]
    public void What_is_no_page_is_refused_without_quoting_it(string body)
    {
        InvalidResponseException error = Pages.Refuse(body);
        Assert.Null(error.Field);
        Assert.DoesNotContain("Gateway", error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] body = Encoding.UTF8.GetBytes(Pages.Of(Pages.Row, Pages.Row));
        for (int length = 0; length < body.Length; length++)
        {
            Pages.Refuse(body[..length]);
        }
    }

    [Theory]
    [InlineData("[", "]", 62, false)]
    [InlineData("[", "]", 61, true)]
    [InlineData("{\"a\":", "}", 100_000, false)]
    public void Nesting_is_limited(string open, string close, int depth, bool accepted)
    {
        string nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        string body = Pages.Of(Pages.Row.Replace("{", "{\"deep\":" + nested + ",", StringComparison.Ordinal));
        if (accepted)
        {
            Assert.Single(Pages.Read(body).Rows);
        }
        else
        {
            Pages.Refuse(body);
        }
    }

    [Fact]
    public void An_excerpt_is_short_and_without_control_characters()
    {
        string value = new string('x', 20) + "\\u001b[31m\\n" + new string('y', 5000);
        InvalidResponseException error = Pages.Refuse(Pages.Of(Pages.RowWith("price", $"\"{value}\"")));
        Assert.InRange(error.Message.Length, 1, 250);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.DoesNotContain(new string('y', 30), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public void Half_a_surrogate_pair_is_refused(string text)
    {
        Assert.Equal("symbol", Pages.Refuse(Pages.Of(Pages.RowWith("symbol", $"\"{text}\""))).Field);
        Assert.Equal("price", Pages.Refuse(Pages.Of(Pages.RowWith("price", $"\"{text}\""))).Field);
        Assert.Equal("note", Pages.Refuse(Pages.Of(Pages.Row.Replace("{", $"{{\"note\":\"{text}\",", StringComparison.Ordinal))).Field);
        Assert.NotNull(Pages.Refuse(Pages.Of(Pages.Row.Replace("{", $"{{\"{text}\":1,", StringComparison.Ordinal))).Field);
        Assert.Single(Pages.Read($"{{\"{text}\":\"{text}\",\"rows\":[{Pages.Row}]}}").Rows);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_in_a_value_and_in_a_name()
    {
        byte[] body = Encoding.UTF8.GetBytes(Pages.Of(Pages.Row.Replace("{", "{\"note\":1,", StringComparison.Ordinal)));
        foreach (string target in (string[])["SELL", "BNBBTC", "note"])
        {
            byte[] broken = [.. body];
            broken[body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(target))] = 0xFF;
            Pages.Refuse(broken);
        }
    }

    [Fact]
    public void A_row_of_very_many_unknown_fields_takes_time_in_proportion()
    {
        IEnumerable<string> fields = Enumerable.Range(0, 200_000).Select(number => FormattableString.Invariant($"\"f{number}\":{number}"));
        string row = Pages.Row.Replace("{", "{" + string.Join(",", fields) + ",", StringComparison.Ordinal);
        Assert.Equal(200_000, Pages.Read(Pages.Of(row)).Rows[0].AdditionalFields.Count);
    }
}
