using System.Globalization;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// Weight used in one interval, as a header such as <c>X-MBX-USED-WEIGHT-1M: 42</c> reports it; the general form is
/// <c>X-MBX-USED-WEIGHT-(number)(letter)</c> with S, M, H or D.
/// </summary>
/// <param name="Interval">The interval's length.</param>
/// <param name="Weight">The weight used in it so far, by everything behind this IP address.</param>
internal readonly record struct UsedWeight(TimeSpan Interval, int Weight)
{
    /// <summary>The documented limit: 6000 for each minute and IP.</summary>
    public const int LimitPerMinute = 6000;

    /// <summary>The longest interval that is believed: the documented ones end with the day.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private const string HeaderPrefix = "X-MBX-USED-WEIGHT-";

    /// <summary>The limit of this interval: that of a minute, in proportion.</summary>
    public int Limit => LimitOf(Interval);

    /// <summary>The limit of an interval: that of a minute, in proportion, but never less than one request.</summary>
    public static int LimitOf(TimeSpan interval) =>
        (int)Math.Max(1, Math.Min(int.MaxValue, LimitPerMinute * (interval.Ticks / (double)TimeSpan.TicksPerMinute)));

    /// <summary>Whether a header's name says that it reports used weight.</summary>
    public static bool IsHeader(string name) => name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a header for which <see cref="IsHeader"/> holds. Returns <see langword="null"/> for what no exchange means: another
    /// form, an interval of more than a day, or a weight that is negative or a hundred times the limit.
    /// </summary>
    public static UsedWeight? Read(string name, string value)
    {
        string number = name.Substring(HeaderPrefix.Length, Math.Max(0, name.Length - HeaderPrefix.Length - 1));
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is > 0 and <= 1000
            && UnitOf(name[name.Length - 1]) is { } unit
            && unit * count <= LongestInterval.Ticks
            && int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int weight)
            && weight <= 100L * LimitOf(TimeSpan.FromTicks(unit * count))
                ? new UsedWeight(TimeSpan.FromTicks(unit * count), weight)
                : null;
    }

    /// <summary>The used weights that a response reports. At most eight are read.</summary>
    /// <param name="headers">The names and values of the response's headers.</param>
    /// <param name="onIgnored">Is told, in a sentence, when a header was ignored.</param>
    public static UsedWeight[] ReadAll(IEnumerable<KeyValuePair<string, string>> headers, Action<string> onIgnored)
    {
        UsedWeight[] weights = [];
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (!IsHeader(header.Key))
            {
                continue;
            }

            if (weights.Length < WeightWindows.MaximumCount && Read(header.Key, header.Value) is { } weight)
            {
                weights = [.. weights, weight];
            }
            else
            {
                onIgnored("A response's X-MBX-USED-WEIGHT header cannot be understood, and was ignored.");
            }
        }

        return weights;
    }

    private static long? UnitOf(char letter) => letter switch
    {
        'S' or 's' => TimeSpan.TicksPerSecond,
        'M' or 'm' => TimeSpan.TicksPerMinute,
        'H' or 'h' => TimeSpan.TicksPerHour,
        'D' or 'd' => TimeSpan.TicksPerDay,
        _ => null,
    };
}
