using System.Globalization;

namespace PortfolioMargin.Sandbox.Limits;

/// <summary>The name of the header that reports used weight: <c>X-MBX-USED-WEIGHT-(number)(letter)</c>.</summary>
internal static class WeightHeader
{
    private static readonly (TimeSpan Unit, char Letter, string Word)[] Units =
    [
        (TimeSpan.FromDays(1), 'D', "DAY"),
        (TimeSpan.FromHours(1), 'H', "HOUR"),
        (TimeSpan.FromMinutes(1), 'M', "MINUTE"),
        (TimeSpan.FromSeconds(1), 'S', "SECOND"),
    ];

    /// <summary>The header for an interval, for example <c>X-MBX-USED-WEIGHT-1M</c>.</summary>
    public static string NameFor(TimeSpan interval)
    {
        (long count, char letter, _) = InUnits(interval);
        return "X-MBX-USED-WEIGHT-" + count.ToString(CultureInfo.InvariantCulture) + letter;
    }

    /// <summary>The interval in the words of error -1003, for example <c>1 MINUTE</c>.</summary>
    public static string InWords(TimeSpan interval)
    {
        (long count, _, string word) = InUnits(interval);
        return FormattableString.Invariant($"{count} {word}");
    }

    private static (long Count, char Letter, string Word) InUnits(TimeSpan interval)
    {
        foreach ((TimeSpan unit, char letter, string word) in Units)
        {
            if (interval >= unit && interval.Ticks % unit.Ticks == 0)
            {
                return (interval.Ticks / unit.Ticks, letter, word);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(interval), interval, "A whole number of seconds is needed.");
    }
}
