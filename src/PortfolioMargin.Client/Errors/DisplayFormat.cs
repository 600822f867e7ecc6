using System.Globalization;
using System.Net;

namespace PortfolioMargin.Client.Errors;

/// <summary>How times and statuses are written in messages.</summary>
internal static class DisplayFormat
{
    /// <summary>A duration as a person would say it: <c>250 ms</c>, <c>12.3 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>, <c>2 d 1 h</c>.</summary>
    public static string Duration(TimeSpan duration) => duration.Duration() switch
    {
        { TotalSeconds: < 1 } d => FormattableString.Invariant($"{d.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } d => FormattableString.Invariant($"{d.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } d => Two(d.Minutes, "min", d.Seconds, "s"),
        { TotalDays: < 1 } d => Two(d.Hours, "h", d.Minutes, "min"),
        { } d => Two(d.Days, "d", d.Hours, "h"),
    };

    /// <summary>Whether a text holds a word, in whatever case.</summary>
    public static bool Has(string text, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.OrdinalIgnoreCase) >= 0;

    /// <summary>A moment in UTC, saying so.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A status with its standard name, or what it means here, never the server's own words.</summary>
    public static string Status(int status)
    {
        string? name = status switch
        {
            418 => "IP banned",
            429 => "Too Many Requests",
            451 => "Unavailable For Legal Reasons",
            _ => Enum.GetName(typeof(HttpStatusCode), status),
        };
        return name is null ? status.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{status} {Spaced(name)}");
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) => small == 0
        ? FormattableString.Invariant($"{large} {largeUnit}")
        : FormattableString.Invariant($"{large} {largeUnit} {small} {smallUnit}");

    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) && char.IsLower(name[i - 1]) ? " " + letter : letter.ToString()));
}
