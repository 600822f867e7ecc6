using System.Globalization;

namespace PortfolioMargin.Formatting;

/// <summary>
/// A number as a column of a table shows it, in the user's culture: without trailing zeros, and rounded where the column is too narrow for
/// all its digits. It is never cut.
/// </summary>
internal static class NumberForTheEye
{
    private const string AllDigits = "0.############################";

    /// <summary>The text of a number, at most <paramref name="width"/> characters long; <see langword="null"/> for no number.</summary>
    internal static string? Fit(decimal? number, int width)
    {
        if (number is not { } value)
        {
            return null;
        }

        string text = value.ToString(AllDigits, CultureInfo.CurrentCulture);
        int decimals = width - decimal.Truncate(value).ToString(AllDigits, CultureInfo.CurrentCulture).Length - 1;
        for (; text.Length > width && decimals >= 0; decimals--)
        {
            decimal rounded = decimal.Round(value, decimals);
            text = rounded == 0 ? Exponential(value, width) : rounded.ToString(AllDigits, CultureInfo.CurrentCulture);
        }

        return text.Length > width ? Exponential(value, width) : text;
    }

    private static string Exponential(decimal value, int width)
    {
        string text = value.ToString("0E+0", CultureInfo.CurrentCulture);
        for (int digits = width; digits > 0 && (text.Length > width || digits == width); digits--)
        {
            text = value.ToString("0." + new string('#', digits) + "E+0", CultureInfo.CurrentCulture);
        }

        return text;
    }
}
