using System.Numerics;

namespace PortfolioMargin.Reporting;

/// <summary>
/// A sum of decimals that loses nothing: adding two decimals rounds in silence where the result has more than 28 digits, and throws beyond
/// 7.9 × 10^28. Not safe for use by several threads at once.
/// </summary>
internal sealed class ExactSum
{
    private const int MaximumScale = 28;

    /// <summary>How many decimal places a quotient is added with. A decimal's 28 digits are right in what comes of it.</summary>
    private const int QuotientScale = 70;

    private static readonly BigInteger MaximumMantissa = BigInteger.Pow(2, 96) - 1;

    /// <summary>The sum is <see cref="_mantissa"/> ÷ 10^<see cref="_scale"/>.</summary>
    private BigInteger _mantissa;
    private int _scale;

    /// <summary>Whether the sum is zero.</summary>
    public bool IsZero => _mantissa.IsZero;

    /// <summary>Adds a number.</summary>
    public void Add(decimal value) => Add(Mantissa(value), Scale(value));

    /// <summary>Adds another sum.</summary>
    public void Add(ExactSum other) => Add(other._mantissa, other._scale);

    /// <summary>Adds a product, without rounding it.</summary>
    public void AddProduct(decimal left, decimal right) => Add(Mantissa(left) * Mantissa(right), Scale(left) + Scale(right));

    /// <summary>Adds a quotient.</summary>
    public void AddQuotient(decimal dividend, decimal divisor) =>
        Add(Divide(Mantissa(dividend), Scale(dividend), Mantissa(divisor), Scale(divisor), QuotientScale), QuotientScale);

    /// <summary>
    /// The sum as a decimal, with as many decimal places as the most precise of what was added: exact, or, if it has more digits than a
    /// decimal holds, rounded to those it holds.
    /// </summary>
    /// <returns><see langword="null"/> when it is beyond what a decimal holds.</returns>
    public decimal? ToDecimal() => ToDecimal(_mantissa, _scale);

    /// <summary>This sum divided by another, to as many digits as a decimal holds, without zeros at its end.</summary>
    /// <returns><see langword="null"/> when it is beyond what a decimal holds, or the other is zero.</returns>
    public decimal? DividedBy(ExactSum divisor) => divisor.IsZero
        ? null
        : WithoutTrailingZeros(ToDecimal(Divide(_mantissa, _scale, divisor._mantissa, divisor._scale, QuotientScale), QuotientScale));

    /// <summary>How large this sum is beside another, for drawing: 0 to 1 when the other is the larger one.</summary>
    public double ShareOf(ExactSum whole) => whole.IsZero
        ? 0
        : (double)Divide(_mantissa, _scale, whole._mantissa, whole._scale, 6) / 1_000_000;

    private void Add(BigInteger mantissa, int scale)
    {
        if (scale > _scale)
        {
            _mantissa *= BigInteger.Pow(10, scale - _scale);
            _scale = scale;
        }

        _mantissa += scale < _scale ? mantissa * BigInteger.Pow(10, _scale - scale) : mantissa;
    }

    private static decimal? ToDecimal(BigInteger mantissa, int scale)
    {
        int excess = Math.Max(0, scale - MaximumScale);
        BigInteger fitting = Rounded(mantissa, excess);
        while (BigInteger.Abs(fitting) > MaximumMantissa)
        {
            if (excess >= scale)
            {
                return null;
            }

            fitting = Rounded(mantissa, ++excess);
        }

        BigInteger size = BigInteger.Abs(fitting);
        return new decimal(Part(size, 0), Part(size, 1), Part(size, 2), fitting.Sign < 0, (byte)(scale - excess));
    }

    private static int Part(BigInteger size, int index) => unchecked((int)(uint)((size >> (32 * index)) & uint.MaxValue));

    /// <summary>The number without its last digits, rounded half to even as decimals are.</summary>
    private static BigInteger Rounded(BigInteger mantissa, int digits)
    {
        if (digits == 0)
        {
            return mantissa;
        }

        BigInteger unit = BigInteger.Pow(10, digits);
        BigInteger quotient = BigInteger.DivRem(mantissa, unit, out BigInteger rest);
        int half = (BigInteger.Abs(rest) * 2).CompareTo(unit);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + mantissa.Sign : quotient;
    }

    private static BigInteger Divide(BigInteger dividend, int dividendScale, BigInteger divisor, int divisorScale, int scale)
    {
        int shift = scale + divisorScale - dividendScale;
        return shift >= 0
            ? dividend * BigInteger.Pow(10, shift) / divisor
            : dividend / (divisor * BigInteger.Pow(10, -shift));
    }

    private static decimal? WithoutTrailingZeros(decimal? value) => value / 1.0000000000000000000000000000m;

    private static int Scale(decimal value) => (decimal.GetBits(value)[3] >> 16) & 0xFF;

    private static BigInteger Mantissa(decimal value)
    {
        int[] bits = decimal.GetBits(value);
        return new BigInteger(new decimal(bits[0], bits[1], bits[2], bits[3] < 0, 0));
    }
}
