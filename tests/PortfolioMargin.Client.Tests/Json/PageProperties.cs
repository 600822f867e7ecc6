using System.Text;
using CsCheck;

namespace PortfolioMargin.Client.Tests.Json;

public class PageProperties
{
    private static readonly Gen<decimal> Amount =
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Int[0, 28], Gen.Int[0, 4]).Select(parts =>
            new decimal(parts.Item1, parts.Item5 < 2 ? 0 : parts.Item2, parts.Item5 < 4 ? 0 : parts.Item3, false, (byte)parts.Item4));

    private static readonly Gen<string> Word = Gen.OneOf(Gen.OneOf("BNBBTC", "SELL", "GTC", "币安人生USDT", ""), Gen.String.Where(text => IsUnicode(text) && SafeText.IsHarmless(text, 256)));

    private static readonly Gen<object?> Plain = Gen.Recursive<object?>((depth, inner) => depth > 3
        ? Gen.Const(() => (object?)null)
        : Gen.OneOf(
            Gen.Int[0, 2].Select(choice => choice == 0 ? (object?)null : choice == 1),
            Gen.Long.Select(value => (object?)value),
            Gen.Select(Amount, Gen.Bool).Where(parts => Pages.ScaleOf(parts.Item1) > 0 && parts.Item1 != 0)
                .Select(parts => (object?)(parts.Item2 ? -parts.Item1 : parts.Item1)),
            Word.Select(value => (object?)value),
            inner.Array[0, 3].Select(items => (object?)items),
            Gen.Select(Word, inner).Select(member => (object?)new Dictionary<string, object?> { [member.Item1] = member.Item2 })));

    private static readonly Gen<Dictionary<string, object?>> More = Gen.Dictionary(Word.Select(name => "x" + name), Plain)[0, 3];

    private static readonly Gen<MarginForceOrder> Order =
        Gen.Select(Gen.Long, Word.Where(word => word.Length > 0), Word, Word, Amount, Amount, Amount, Amount).SelectMany(fields =>
            Gen.Select(Gen.Long[-62135596800000, 253402300799999], More, (time, more) => new MarginForceOrder
            {
                OrderId = fields.Item1,
                Symbol = fields.Item2,
                Side = fields.Item3,
                Price = fields.Item5,
                AveragePrice = fields.Item6,
                Quantity = fields.Item7,
                ExecutedQuantity = fields.Item8,
                TimeInForce = fields.Item4,
                UpdatedTime = DateTimeOffset.FromUnixTimeMilliseconds(time),
                ProfileName = "desk",
                AdditionalFields = more,
            }));

    private static readonly byte[] Base = Encoding.UTF8.GetBytes(Pages.Of(
        Pages.Row,
        Pages.RowWith("price", "79228162514264337593543950335").Replace("{", "{\"isIsolated\":false,", StringComparison.Ordinal),
        Pages.RowWith("side", "\"\\ud83d\\ude00\\u00e9\"").Replace("{", " { \"note\" : [ 1.5e3, {\"a\":\"\\n\"} ] ,\n", StringComparison.Ordinal),
        Pages.RowWith("qty", "\"1.0000000000000000000000000000e-0\"")));

    private static readonly byte[][] Snippets = [.. ((string[])[
        "\"", "\\", "{", "}", "[", "]", ",", ":", "-", ".", "e", "E+5", "0", "00", "9", "null", "true", "\\u0030", "\\ud800", "\"price\":", "\"qty\"",
        "\"orderId\":1,", "\"total\":1,", "\uFEFF", "99999999999999999999", "e-28", "e999999999", "NaN", " ", "\n"]).Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void An_order_written_in_any_way_JSON_allows_reads_the_same() =>
        Gen.Select(Order.Array[0, 4], Gen.Int).Sample(
            (orders, seed) =>
            {
                string json = new JsonScribe(seed).Page(orders);
                IReadOnlyList<ForceOrder> read = Pages.Read(json).Rows;
                Assert.Equal(orders.Length, read.Count);
                for (int index = 0; index < orders.Length; index++)
                {
                    AssertSame(orders[index], read[index]);
                }
            },
            iter: 3_000);

    [Fact]
    public void Bytes_that_were_changed_read_as_another_reader_reads_them_or_are_refused()
    {
        Gen<(int At, int Cut, byte[] Put)> change = Gen.Select(
            Gen.Int[0, Base.Length],
            Gen.Int[0, 6],
            Gen.OneOf(Gen.OneOf(Snippets), Gen.Byte.Array[0, 2]));
        Gen.Select(change.Array[1, 3], Gen.Int[0, Base.Length * 8]).Sample(
            (changes, length) =>
            {
                byte[] body = Base;
                foreach ((int at, int cut, byte[] put) in changes)
                {
                    int start = Math.Min(at, body.Length);
                    body = [.. body[..start], .. put, .. body[Math.Min(body.Length, start + cut)..]];
                }

                AssertAgrees(body[..Math.Min(length, body.Length)]);
            },
            iter: 20_000);
    }

    [Fact]
    public void Any_bytes_at_all_are_refused_or_read() =>
        Gen.Byte.Array[0, 200].Sample(AssertAgrees, iter: 5_000);

    private static void AssertAgrees(byte[] body)
    {
        List<string>? expected = DocumentOracle.Read(body);
        try
        {
            IReadOnlyList<ForceOrder> rows = Pages.Read(body).Rows;
            Assert.Equal(expected, rows.Select(DocumentOracle.Describe));
        }
        catch (InvalidResponseException error)
        {
            Assert.Null(expected);
            Assert.DoesNotContain(error.Message, char.IsControl);
        }
    }

    private static void AssertSame(ForceOrder expected, ForceOrder actual)
    {
        Assert.Equal(DocumentOracle.Describe(expected), DocumentOracle.Describe(actual));
        Assert.Equal("desk", actual.ProfileName);
        foreach ((string name, object? value) in expected.AdditionalFields)
        {
            Assert.Equivalent(value, actual.AdditionalFields[name], strict: true);
        }
    }

    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
