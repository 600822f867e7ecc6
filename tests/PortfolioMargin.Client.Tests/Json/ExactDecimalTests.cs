using System.Globalization;
using System.Text;
using CsCheck;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Json;

public class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("31.39000000", "31.39000000")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("1.50e1", "15.0")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("1E+2", "100")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335", "7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335.000", "79228162514264337593543950335")]
    [InlineData("7922816251426433759354395033.500", "7922816251426433759354395033.5")]
    [InlineData("1.00000000000000000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("0.00000000000000000000000000000000000000000", "0.0000000000000000000000000000")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("0.10e28", "1000000000000000000000000000")]
    [InlineData("10000000000000000000000000000000e-31", "1.0000000000000000000000000000")]
    public void A_value_is_read_with_its_scale(string text, string expected)
    {
        Assert.True(TryParse(text, out decimal value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("01")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1.2.3")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("7.92281625142643375935439503355")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("1e-29")]
    [InlineData("1e29")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("1e99999999999999999999")]
    [InlineData("123456789012345678901234567890.12345")]
    public void What_would_be_rounded_or_is_no_number_is_not_read(string text) => Assert.False(TryParse(text, out _));

    [Fact]
    public void Every_decimal_comes_back_from_its_text() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28], Gen.Int[0, 3])
            .Select(bits => new decimal(
                bits.Item1, bits.Item6 < 1 ? 0 : bits.Item2, bits.Item6 < 2 ? 0 : bits.Item3, bits.Item4, (byte)bits.Item5))
            .Where(value => value != 0 || decimal.GetBits(value)[3] >= 0) // A zero below zero loses its sign as text.
            .Sample(
                expected => TryParse(expected.ToString(CultureInfo.InvariantCulture), out decimal value)
                    && decimal.GetBits(value).SequenceEqual(decimal.GetBits(expected)),
                iter: 20_000);

    private static bool TryParse(string text, out decimal value) => ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out value);
}
