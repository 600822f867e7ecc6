using System.Globalization;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What is made of many measurements.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <summary>The middle half of the measurements: from the lower quartile to the upper one.</summary>
    public static string Spread(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return $"{Number(Quantile(sorted, 0.25))} – {Milliseconds(Quantile(sorted, 0.75))}";
    }

    public static string Milliseconds(double value) => $"{Number(value)} ms";

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString(value is < 10 and not 0 && value != Math.Floor(value) ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((above - sorted[below]) * (place - below));
    }
}
