using System.Globalization;
using System.Text;

namespace PortfolioMargin.Benchmarks;

/// <summary>Pages as the exchange sends them.</summary>
internal static class BenchPages
{
    public const int Size = 100;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "BNBBTC", "SOLUSDT", "DOGEUSDT", "XRPUSDT"];

    /// <summary>A page of a hundred rows.</summary>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="total">What it says of the list's length.</param>
    public static byte[] Of(int page, int total)
    {
        var json = new StringBuilder("{\"rows\":[");
        for (int row = (page - 1) * Size; row < page * Size; row++)
        {
            json.Append(row % Size == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$"""{"avgPrice":"{{100 + row}}.00388359","executedQty":"31.39000000","orderId":{{180015097L + row}},"price":"{{100 + row}}.00388110","qty":"31.39000000","side":"SELL","symbol":"{{Symbols[row % Symbols.Length]}}","timeInForce":"GTC","updatedTime":{{1558941374745L + row}}}""");
        }

        return Encoding.UTF8.GetBytes(json.Append(CultureInfo.InvariantCulture, $"],\"total\":{total}}}").ToString());
    }
}
