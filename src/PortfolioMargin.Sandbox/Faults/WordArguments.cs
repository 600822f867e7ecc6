using System.Globalization;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>What stands behind a word of a fault script, read one by one. Each reading throws an <see cref="ArgumentException"/> that says what is wanted.</summary>
internal sealed class WordArguments(IEnumerable<string> arguments)
{
    private readonly Queue<string> _left = new(arguments);

    public bool IsEmpty => _left.Count == 0;

    /// <summary>The next argument, which must be there.</summary>
    public string Next(string wanted) => IsEmpty ? throw new ArgumentException($"{wanted} is missing") : _left.Dequeue();

    /// <summary>The next argument, or <see langword="null"/>.</summary>
    public string? NextOrNull() => IsEmpty ? null : _left.Dequeue();

    /// <summary>All that is left, as it was written.</summary>
    public string? RestOrNull()
    {
        string? rest = IsEmpty ? null : string.Join("/", _left);
        _left.Clear();
        return rest;
    }

    /// <summary>All that is left, with blanks for underscores: a script has no other way to write them.</summary>
    public string? WordsOrNull() => RestOrNull()?.Replace('_', ' ');

    /// <summary>One of several names.</summary>
    public T OneOf<T>(IReadOnlyDictionary<string, T> names)
    {
        string name = Next("one of " + string.Join(", ", names.Keys));
        return names.TryGetValue(name, out T? value) ? value : throw new ArgumentException($"'{name}' is not one of {string.Join(", ", names.Keys)}");
    }

    public int Count() => Number() is var number and >= 0 ? number : throw new ArgumentException("the number must not be negative");

    public int Number() => ToNumber(Next("a whole number"));

    /// <summary><c>7</c>, or <c>~7</c> for a new number from 0 to 7 at each request.</summary>
    public Amount Amount()
    {
        string text = Next("a number of orders");
        bool isRandom = text is ['~', ..];
        int number = ToNumber(isRandom ? text.Substring(1) : text);
        return number >= 0 ? new Amount(number, isRandom) : throw new ArgumentException("the number must not be negative");
    }

    public TimeSpan Seconds() => Seconds(Next("a number of seconds"));

    public static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(ToDouble(text, "the word takes a number of seconds"));

    /// <summary>A time such as <c>7d</c>, <c>12h</c>, <c>30m</c>, <c>5s</c> or <c>250ms</c>.</summary>
    public TimeSpan Span() => ToSpan(Next("a time such as 7d, 12h, 30m, 5s or 250ms"));

    /// <summary>A time, or <see cref="TimeSpan.MaxValue"/> for <c>none</c>.</summary>
    public TimeSpan SpanOrNone()
    {
        string text = Next("a time such as 7d, or none");
        return text == "none" ? TimeSpan.MaxValue : ToSpan(text);
    }

    public static int ToNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"'{text}' is no whole number");

    public void RefuseRest()
    {
        if (!IsEmpty)
        {
            throw new ArgumentException($"'{_left.Peek()}' is one argument too many");
        }
    }

    private static TimeSpan ToSpan(string text)
    {
        string number = text.TrimEnd('d', 'h', 'm', 's');
        double value = ToDouble(number, $"'{text}' is no time such as 7d, 12h, 30m, 5s or 250ms");
        double unit = text.Substring(number.Length) switch
        {
            "d" => TimeSpan.TicksPerDay,
            "h" => TimeSpan.TicksPerHour,
            "m" => TimeSpan.TicksPerMinute,
            "s" => TimeSpan.TicksPerSecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            _ => throw new ArgumentException($"'{text}' has none of the units d, h, m, s, ms"),
        };
        return value > 0 && value * unit < TimeSpan.FromDays(365_000).Ticks
            ? TimeSpan.FromTicks((long)(value * unit))
            : throw new ArgumentException($"'{text}' is too short or too long a time");
    }

    private static double ToDouble(string text, string otherwise) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && Math.Abs(number) < int.MaxValue
            ? number
            : throw new ArgumentException(otherwise);
}
