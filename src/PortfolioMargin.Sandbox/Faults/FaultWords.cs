using System.Globalization;
using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>The words of a fault script. docs/sandbox.md says what each does.</summary>
internal static class FaultWords
{
    // What a terminal, a spreadsheet or a reader of text could trip over.
    private const string Hostile = "\"\\u001b]0;owned\\u0007\\u001b[2J\\u202Eevil\\u0000=cmd|' /C calc'!A0\"";

    private static readonly Dictionary<string, Word> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["429"] = new("429[/SECONDS or /@SECONDS for a date]", TooManyRequests),
        ["418"] = new("418[/SECONDS]", arguments => Fault.Banned(WordArguments.Seconds(arguments.NextOrNull() ?? "120"))),
        ["503"] = new("503[/unknown|internal|throttled]", arguments => Fault.Unavailable(arguments.NextOrNull() ?? "unavailable")),
        ["204"] = Plain("204", Fault.NoContent),
        ["challenge"] = Plain("challenge", Fault.Challenge),
        ["hang"] = Plain("hang", Fault.NoAnswer),
        ["reset"] = Plain("reset", Fault.ConnectionReset),
        ["close"] = Plain("close", Fault.ConnectionClose),
        ["stall"] = Plain("stall", Fault.StalledBody),
        ["half"] = Plain("half", Fault.HalfBody),
        ["cut"] = Plain("cut", Fault.CutBody),
        ["empty"] = Plain("empty", Fault.EmptyBody),
        ["nojson"] = Plain("nojson", Fault.NotJson),
        ["html"] = Plain("html", Fault.HtmlPage),
        ["wrongtype"] = Plain("wrongtype", Fault.WrongContentType),
        ["headers"] = new("headers/KIB", arguments => Fault.LargeHeaders(arguments.Count())),
        ["date"] = new("date/TIME|none", Date),
        ["slow"] = new("slow/MILLISECONDS", arguments => Fault.Slow(TimeSpan.FromMilliseconds(arguments.Count()))),
        ["clock"] = new("clock/SECONDS", arguments => Fault.ClockOffset(arguments.Seconds())),
        ["limit"] = new("limit/SECONDS", arguments => Fault.Limit(arguments.Seconds())),
        ["ban"] = new("ban/SECONDS", arguments => Fault.Ban(arguments.Seconds())),
        ["arrive"] = new("arrive/[~]N[/AGE]", arguments => Fault.Arrivals(arguments.Amount(), arguments.IsEmpty ? default : arguments.Span())),
        ["expire"] = new("expire/[~]N", arguments => Fault.Expiries(arguments.Amount())),
        ["relist"] = new("relist/[~]N", arguments => Fault.Relistings(arguments.Amount())),
        ["update"] = new("update/[~]N", arguments => Fault.Updates(arguments.Amount())),
        ["sort"] = new("sort/ascending|descending|bysymbol|scrambled|shuffled", Named<SortOrder>((view, sort) => view with { SortOrder = sort })),
        ["filter"] = new("filter/updated|created", Named<TimeFilter>((view, filter) => view with { FilteredBy = filter })),
        ["full"] = new("full/newest|oldest|random", Named<RowSelection>((view, selection) => view with { FullAnswer = selection })),
        ["window"] = new("window/TIME[/refuse[/CODE[/WORDS]]|/empty|/newest|/oldest]", Window),
        ["reach"] = new("reach/TIME|none", Reach),
        ["history"] = new("history/TIME|none[/refuse[/CODE[/WORDS]]|/empty]", History),
        ["ends"] = new("ends/both|start|end|none", Ends),
        ["cap"] = new("cap/SIZE[/SIZE...]", Cap),
        ["short"] = new("short/ROWS", Short),
        ["total"] = new("total/N|+N|-N|~N|none|text|max/N|stale/N", Total),
        ["field"] = new("field/NAME/missing|null|empty|hostile|=TEXT[/EVERY]", Field),
    };

    /// <summary>How each word is written.</summary>
    public static IReadOnlyList<string> Usages { get; } =
    [
        .. Words.Values.Select(word => word.Usage),
        "3XX[/LOCATION]",
        "STATUS (403, 500, 502, 504)",
        "CODE[/STATUS[/WORDS]] (-1121, 51169)",
    ];

    /// <summary>The fault of a word, or <see langword="null"/> when there is no such word.</summary>
    /// <exception cref="ArgumentException">The word does not take these arguments.</exception>
    public static Fault? Create(string word, WordArguments arguments)
    {
        if (Words.TryGetValue(word, out Word? known))
        {
            return known.Create(arguments);
        }

        if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        return number switch
        {
            >= 300 and <= 399 => Fault.Redirect(number, Location(arguments.RestOrNull())),
            >= 400 and <= 599 => Fault.Status(number),
            < 0 or > 999 => Fault.Error(number, arguments.IsEmpty ? null : Status(arguments.Count()), arguments.WordsOrNull()),
            _ => null,
        };
    }

    private static Word Plain(string word, Fault fault) => new(word, _ => fault);

    private static Fault TooManyRequests(WordArguments arguments) => arguments.NextOrNull() switch
    {
        null => Fault.TooManyRequests(null),
        ['@', ..] date => Fault.TooManyRequestsUntilDate(WordArguments.Seconds(date.Substring(1))),
        var seconds => Fault.TooManyRequests(WordArguments.Seconds(seconds)),
    };

    private static Fault Date(WordArguments arguments)
    {
        string text = arguments.Next("a date, or none");
        return text == "none" ? Fault.Date(null)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? Fault.Date(date)
            : throw new ArgumentException($"'{text}' is no date such as 1960-01-01 or 9999-12-31T23:59:59Z");
    }

    private static Func<WordArguments, Fault> Named<T>(Func<ResponseView, T, ResponseView> change)
        where T : struct, Enum => arguments =>
        {
            string name = arguments.Next("a name");
            return Enum.TryParse(name, ignoreCase: true, out T value) && char.IsLetter(name[0])
                ? Fault.Change(view => change(view, value))
                : throw new ArgumentException($"the word does not take '{name}'");
        };

    private static Fault Window(WordArguments arguments)
    {
        WindowLimit limit = Clip(arguments.Span(), arguments, WindowClip.Refuse);
        return Fault.Change(view => view with { LongestWindow = limit });
    }

    private static Fault Reach(WordArguments arguments)
    {
        TimeSpan reach = arguments.SpanOrNone();
        return Fault.Change(view => view with { Reach = reach });
    }

    private static Fault History(WordArguments arguments)
    {
        WindowLimit limit = Clip(arguments.SpanOrNone(), arguments, WindowClip.Newest);
        return Fault.Change(view => view with { History = limit });
    }

    private static WindowLimit Clip(TimeSpan span, WordArguments arguments, WindowClip otherwise)
    {
        string? name = arguments.NextOrNull();
        return name switch
        {
            null => new WindowLimit(span, otherwise),
            "refuse" => new WindowLimit(span) { Code = arguments.IsEmpty ? null : arguments.Number(), Words = arguments.WordsOrNull() },
            "empty" => new WindowLimit(span, WindowClip.Empty),
            "newest" => new WindowLimit(span, WindowClip.Newest),
            "oldest" when otherwise == WindowClip.Refuse => new WindowLimit(span, WindowClip.Oldest),
            _ => throw new ArgumentException($"'{name}' is not what becomes of a longer one"),
        };
    }

    private static Fault Ends(WordArguments arguments)
    {
        (bool start, bool end) = arguments.OneOf(new Dictionary<string, (bool, bool)>
        {
            ["both"] = (true, true),
            ["start"] = (true, false),
            ["end"] = (false, true),
            ["none"] = (false, false),
        });
        return Fault.Change(view => view with { StartIncluded = start, EndIncluded = end });
    }

    private static Fault Cap(WordArguments arguments)
    {
        var caps = new List<int> { Math.Max(1, arguments.Count()) };
        while (!arguments.IsEmpty)
        {
            caps.Add(Math.Max(1, arguments.Count()));
        }

        return Fault.Change(view => view with { SizeCaps = caps });
    }

    private static Fault Short(WordArguments arguments)
    {
        int rows = arguments.Count();
        return Fault.Change(view => view with { RowCap = rows });
    }

    private static Fault Total(WordArguments arguments)
    {
        string text = arguments.Next("a total");
        switch (text)
        {
            case "none":
                return Fault.Change(view => view.WithTotal(_ => null));
            case "text":
                return Fault.Change(view => view with { TotalIsText = true });
            case "max":
                int maximum = arguments.Count();
                return Fault.Change(view => view.WithTotal(total => Math.Min(total, maximum)));
            case "stale":
                int times = Math.Max(1, arguments.Count());
                return Fault.Change(view => view with { TotalRefreshedEvery = times });
            case ['~', ..]:
                return Fault.ChangingTotal(Math.Abs(WordArguments.ToNumber(text.Substring(1))));
            default:
                int number = WordArguments.ToNumber(text);
                return text is ['+' or '-', ..]
                    ? Fault.Change(view => view.WithTotal(total => Math.Max(0, total + number)))
                    : Fault.Change(view => view.WithTotal(_ => number));
        }
    }

    private static Fault Field(WordArguments arguments)
    {
        string name = arguments.Next("a field's name");
        string how = arguments.Next("what is sent in its place");
        string? json = how switch
        {
            "missing" => null,
            "null" => "null",
            "empty" => "\"\"",
            "hostile" => Hostile,
            ['=', ..] => ResponseJson.Text(how.Substring(1)),
            _ => throw new ArgumentException($"'{how}' is not one of missing, null, empty, hostile, =TEXT"),
        };
        int every = arguments.IsEmpty ? 1 : Math.Max(1, arguments.Count());
        return Fault.Change(view => view with { Fields = [.. view.Fields, new FieldChange(name, json, every)] });
    }

    private static int Status(int status) => status is >= 200 and <= 599 ? status : throw new ArgumentException($"'{status}' is no status from 200 to 599");

    private static Uri? Location(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? location) ? location
        : throw new ArgumentException("the location is no address");

    private sealed record Word(string Usage, Func<WordArguments, Fault> Create);
}
