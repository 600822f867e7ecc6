using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>How a report shows numbers: the same in every language, rounded for the eye, with every digit at hand.</summary>
internal static class Amount
{
    /// <summary>From here on, cents are enough for the eye.</summary>
    private const decimal Large = 1000;

    /// <summary>The number with every digit but the zeros at its end.</summary>
    public static string Exact(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>The number as it is shown: in groups of three digits, without zeros at its end, with 8 decimal places at most, with 2 from a thousand on.</summary>
    public static string Short(decimal value) =>
        value.ToString(Math.Abs(value) >= Large ? "#,0.##" : "#,0.########", CultureInfo.InvariantCulture);

    /// <summary>How many.</summary>
    public static string Whole(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
