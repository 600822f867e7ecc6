
namespace PortfolioMargin.Client.Json;

/// <summary>
/// Reads a decimal from the text of a JSON number, scale included, or not at all: a value is never rounded. Trailing zeros
/// are kept as far as a decimal has room for them (28 decimals, 96 bits).
/// </summary>
internal static class ExactDecimal
{
    private const int MaximumScale = 28;
    private const int SafeDigitsOfUInt64 = 19;
    private const int ExponentCeiling = 100_000_000;
    private const decimal LargestTenth = 7922816251426433759354395033m;
    private const int LastDigitOfLargest = 5;

    /// <summary>Reads text of the form <c>-12.50e3</c>, as JSON writes numbers.</summary>
    /// <returns><see langword="false"/> when the text is no number, or one that a decimal cannot hold exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        ReadOnlySpan<byte> rest = negative ? text.Slice(1) : text;
        int whole = CountDigits(rest);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
        {
            return false;
        }

        int fraction = 0;
        int end = whole;
        if (end < rest.Length && rest[end] == '.')
        {
            fraction = CountDigits(rest.Slice(end + 1));
            end += 1 + fraction;
            if (fraction == 0)
            {
                return false;
            }
        }

        if (end == rest.Length && whole + fraction <= SafeDigitsOfUInt64)
        {
            value = FromShortText(rest, fraction, negative);
            return true;
        }

        return TryReadExponent(rest.Slice(end), out int exponent)
            && TryFromLongText(rest.Slice(0, end), exponent - fraction, negative, out value);
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int count = 0;
        while (count < text.Length && IsDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static bool IsDigit(byte character) => (uint)(character - '0') <= 9;

    private static decimal FromShortText(ReadOnlySpan<byte> text, int scale, bool negative)
    {
        ulong mantissa = 0;
        foreach (byte character in text)
        {
            if (character != '.')
            {
                mantissa = (mantissa * 10) + (uint)(character - '0');
            }
        }

        return new decimal((int)mantissa, (int)(mantissa >> 32), 0, negative, (byte)scale);
    }

    /// <summary>Reads an empty text as 0, or <c>e5</c>, <c>E+5</c>, <c>e-5</c>. Beyond a hundred million it no longer counts.</summary>
    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if ((text[0] | 0x20) != 'e')
        {
            return false;
        }

        bool signed = text.Length > 1 && text[1] is (byte)'+' or (byte)'-';
        ReadOnlySpan<byte> digits = text.Slice(signed ? 2 : 1);
        if (digits.IsEmpty || CountDigits(digits) != digits.Length)
        {
            return false;
        }

        foreach (byte digit in digits)
        {
            exponent = Math.Min(ExponentCeiling, (exponent * 10) + (digit - '0'));
        }

        exponent = signed && text[1] == '-' ? -exponent : exponent;
        return true;
    }

    /// <param name="digits">Digits, with or without a point.</param>
    /// <param name="exponent">The power of ten of the last digit.</param>
    /// <param name="negative">Whether the value is below zero.</param>
    /// <param name="value">The value.</param>
    private static bool TryFromLongText(ReadOnlySpan<byte> digits, int exponent, bool negative, out decimal value)
    {
        int trailingZeros = 0;
        int last = digits.Length - 1;
        while (last >= 0 && digits[last] is (byte)'0' or (byte)'.')
        {
            trailingZeros += digits[last--] == '0' ? 1 : 0;
        }

        value = 0;
        decimal mantissa = 0;
        foreach (byte character in digits.Slice(0, last + 1))
        {
            if (character != '.' && !TryAppend(ref mantissa, character - '0'))
            {
                return false;
            }
        }

        int wantedScale = Math.Min(MaximumScale, Math.Max(0, -exponent));
        if (mantissa == 0)
        {
            value = new decimal(0, 0, 0, negative, (byte)wantedScale);
            return true;
        }

        return TryScale(mantissa, exponent + trailingZeros, wantedScale, negative, out value);
    }

    private static bool TryScale(decimal mantissa, int exponent, int wantedScale, bool negative, out decimal value)
    {
        value = 0;
        int scale = Math.Max(0, -exponent);
        if (scale > MaximumScale || exponent > MaximumScale)
        {
            return false;
        }

        for (int zeros = exponent + scale; zeros > 0; zeros--)
        {
            if (!TryAppend(ref mantissa, 0))
            {
                return false;
            }
        }

        while (scale < wantedScale && TryAppend(ref mantissa, 0))
        {
            scale++;
        }

        int[] bits = decimal.GetBits(mantissa);
        value = new decimal(bits[0], bits[1], bits[2], negative, (byte)scale);
        return true;
    }

    private static bool TryAppend(ref decimal mantissa, int digit)
    {
        if (mantissa > LargestTenth || (mantissa == LargestTenth && digit > LastDigitOfLargest))
        {
            return false;
        }

        mantissa = (mantissa * 10) + digit;
        return true;
    }
}
