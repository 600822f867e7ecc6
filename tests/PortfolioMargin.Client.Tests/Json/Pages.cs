using System.Text;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Json;

/// <summary>Bodies to read, and the reading of them.</summary>
internal static class Pages
{
    /// <summary>The documented row.</summary>
    public const string Row =
        """{"avgPrice":"0.00388359","executedQty":"31.39000000","orderId":180015097,"price":"0.00388110","qty":"31.39000000","side":"SELL","symbol":"BNBBTC","timeInForce":"GTC","updatedTime":1558941374745}""";

    public static string Of(params string[] rows) => $$"""{"rows":[{{string.Join(",", rows)}}],"total":{{rows.Length}}}""";

    /// <summary>The documented row with one field's value replaced by other JSON text.</summary>
    public static string RowWith(string field, string json)
    {
        int start = Row.IndexOf($"\"{field}\":", StringComparison.Ordinal) + field.Length + 3;
        int end = Row.IndexOf(",\"", start, StringComparison.Ordinal);
        return Row[..start] + json + (end < 0 ? "}" : Row[end..]);
    }

    /// <summary>The documented row without one field.</summary>
    public static string RowWithout(string field) => RowWith(field, "null").Replace($"\"{field}\":null", "\"x\":0", StringComparison.Ordinal);

    public static Page<ForceOrder> Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    public static Page<ForceOrder> Read(byte[] utf8) => MarginForceOrders.Endpoint.Decoder.Read(utf8, "desk", new Utf8StringCache());

    public static InvalidResponseException Refuse(string json) => Assert.Throws<InvalidResponseException>(() => Read(json));

    public static InvalidResponseException Refuse(byte[] utf8) => Assert.Throws<InvalidResponseException>(() => Read(utf8));

    public static byte ScaleOf(decimal value) => (byte)(decimal.GetBits(value)[3] >> 16);
}
