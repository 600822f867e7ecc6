using System.Globalization;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>The kinds of fault by their names in a script.</summary>
internal static class FaultKinds
{
    private static readonly Uri DefaultLocation = new("https://elsewhere.portfoliomargin.invalid/");

    private static readonly Dictionary<string, Kind> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["429"] = new("429[/SECONDS or /@SECONDS for a date]", TooManyRequests),
        ["418"] = new("418[/SECONDS]", argument => Fault.Banned(Seconds(argument ?? "120"))),
        ["503"] = new("503[/unknown|internal|throttled]", argument => argument is null ? Fault.Status(503) : Fault.Unavailable(argument)),
        ["204"] = Plain("204", Fault.NoContent),
        ["hang"] = Plain("hang", Fault.NoAnswer),
        ["reset"] = Plain("reset", Fault.ConnectionReset),
        ["stall"] = Plain("stall", Fault.StalledBody),
        ["half"] = Plain("half", Fault.HalfBody),
        ["cut"] = Plain("cut", Fault.CutBody),
        ["empty"] = Plain("empty", Fault.EmptyBody),
        ["nojson"] = Plain("nojson", Fault.NotJson),
        ["html"] = Plain("html", Fault.HtmlPage),
        ["wrongtype"] = Plain("wrongtype", Fault.WrongContentType),
        ["slow"] = new("slow/MILLISECONDS", argument => Fault.Slow(TimeSpan.FromMilliseconds(Count(argument)))),
        ["total"] = new("total/N|+N|-N|~N|none", Total),
        ["cap"] = new("cap/SIZE", argument => Fault.SizeCap(Math.Max(1, Count(argument)))),
        ["short"] = new("short/ROWS", argument => Fault.ShortPage(Count(argument))),
        ["arrive"] = new("arrive/N", argument => Fault.Arrivals(Count(argument))),
        ["expire"] = new("expire/N", argument => Fault.Expiries(Count(argument))),
        ["clock"] = new("clock/SECONDS", argument => Fault.ClockOffset(Seconds(argument))),
        ["limit"] = new("limit/SECONDS", argument => Fault.Limit(Seconds(argument))),
        ["ban"] = new("ban/SECONDS", argument => Fault.Ban(Seconds(argument))),
    };

    /// <summary>All kinds, for a message.</summary>
    public static string Usages { get; } =
        string.Join(", ", Named.Values.Select(kind => kind.Usage)) + ", 3XX[/LOCATION], any other status (403, 500, 502, 504), an error code (-1121)";

    /// <summary>The fault of a kind, or <see langword="null"/> when there is no such kind.</summary>
    /// <exception cref="ArgumentException">The kind does not take that argument.</exception>
    public static Fault? Create(string name, string? argument)
    {
        if (Named.TryGetValue(name, out Kind? kind))
        {
            return kind.Create(argument);
        }

        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        return number switch
        {
            < 0 => WithoutArgument(argument, Fault.Error(number)),
            >= 300 and <= 399 => Fault.Redirect(number, Location(argument)),
            >= 400 and <= 599 => WithoutArgument(argument, Fault.Status(number)),
            _ => null,
        };
    }

    private static Kind Plain(string name, Fault fault) => new(name, argument => WithoutArgument(argument, fault));

    private static Fault TooManyRequests(string? argument) =>
        argument is null ? Fault.TooManyRequests(null)
        : argument is ['@', ..] ? Fault.TooManyRequestsUntilDate(Seconds(argument.Substring(1)))
        : Fault.TooManyRequests(Seconds(argument));

    private static Fault Total(string? argument) => argument switch
    {
        "none" => Fault.MissingTotal,
        ['~', ..] => Fault.ChangingTotal(Count(argument.Substring(1))),
        ['+' or '-', ..] => Fault.TotalOff(Number(argument)),
        _ => Fault.Total(Count(argument)),
    };

    private static Fault WithoutArgument(string? argument, Fault fault) =>
        argument is null ? fault : throw new ArgumentException("the kind takes no argument");

    private static Uri Location(string? argument) =>
        argument is null ? DefaultLocation
        : Uri.TryCreate(argument, UriKind.RelativeOrAbsolute, out Uri? location) ? location
        : throw new ArgumentException("the location is no address");

    private static TimeSpan Seconds(string? argument) =>
        double.TryParse(argument, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
        && Math.Abs(seconds) < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentException("the kind takes a number of seconds");

    private static int Count(string? argument) =>
        Number(argument) is var number and >= 0 ? number : throw new ArgumentException("the number must not be negative");

    private static int Number(string? argument) =>
        int.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException("the kind takes a whole number");

    private sealed record Kind(string Usage, Func<string?, Fault> Create);
}
