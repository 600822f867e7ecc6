namespace PortfolioMargin.Client.Errors;

/// <summary>
/// Tells that the exchange refuses a window for its length, whatever the code: sister endpoints say so in codes of their own
/// ("Query time range should be less than 30 days", "the max interval between startTime and endTime is 7 days").
/// </summary>
internal static class WindowTooLongMessage
{
    private static readonly string[] Lengths = ["day", "hour", "week", "month"];
    private static readonly string[] Windows = ["interval", "range", "window", "period", "between", "starttime"];
    private static readonly string[] Limits = ["exceed", "too big", "too long", "too large", "more than", "less than", "longer", "greater", "larger", "within", "max", "limited to", "restricted to", "cannot be", "must be"];

    /// <summary>Words of a limit on how far back history goes: no shorter window helps against that.</summary>
    private static readonly string[] Reaches = ["recent", "last ", "latest", "past ", "ago", "before now"];

    /// <summary>Whether a message says so.</summary>
    public static bool IsIn(string message) =>
        HasAny(message, Lengths) && HasAny(message, Windows) && HasAny(message, Limits) && !HasAny(message, Reaches);

    private static bool HasAny(string message, string[] words) =>
        Array.Exists(words, word => DisplayFormat.Has(message, word));
}
