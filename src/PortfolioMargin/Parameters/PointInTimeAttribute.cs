using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace PortfolioMargin.Parameters;

/// <summary>
/// Lets a <see cref="DateTimeOffset"/> parameter also take a DateTime, date text, Unix milliseconds, and how long ago: a TimeSpan, or text
/// such as <c>-7d</c>. A time without zone is local, as everywhere in PowerShell; text is read as a cast to [datetime] reads it, in every
/// culture the same. What a person may have meant otherwise is refused: Unix seconds, a date written as a number, text that their own
/// culture reads as another day.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PointInTimeAttribute : ArgumentTransformationAttribute
{
    /// <summary>2001-09-09 in seconds; as milliseconds it is a day of January 1970.</summary>
    private const long FirstLikelySeconds = 1_000_000_000;

    /// <summary>A day of March 1973, when nobody traded here.</summary>
    private const long FirstLikelyMilliseconds = 100_000_000_000;

    private const string Forms = "Give a DateTimeOffset, a DateTime, date text such as '2024-05-31T16:00:00Z', milliseconds since 1970-01-01 UTC, or how long ago it was: a TimeSpan, or -90m, -12h, -7d, -2w for minutes, hours, days, weeks.";

    // Not compiled before there is text to match: the engine makes this attribute for every command that has it.
    private const string Relative = @"^-(?<count>\d{1,6})(?<unit>[mhdw])$";

    /// <summary>Makes a <see cref="DateTimeOffset"/> of what was given.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is no point in time, or one before 1970.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null)
        {
            return null;
        }

        try
        {
            DateTimeOffset time = Read(value);
            return time.ToUnixTimeMilliseconds() >= 0
                ? time
                : throw new ArgumentTransformationMetadataException("The exchange counts time from 1970-01-01 UTC on; what was given is before that. For 7 days ago give '-7d', in quotes.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            // Without the cause, which repeats the value, whatever characters are in it.
            throw new ArgumentTransformationMetadataException($"The value is not a valid date and time. {Forms}");
        }
    }

    private static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        TimeSpan ago => DateTimeOffset.Now - ago.Duration(),
        string text => Read(text.Trim()),
        _ when IsWholeNumber(value) => Read(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => throw new InvalidCastException(),
    };

    private static DateTimeOffset Read(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? Read(number)
        : Regex.Match(text, Relative, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase) is { Success: true } relative ? DateTimeOffset.Now - ReadSpan(relative)
        : ReadDate(text);

    private static TimeSpan ReadSpan(Match relative)
    {
        int count = int.Parse(relative.Groups["count"].Value, CultureInfo.InvariantCulture);
        return char.ToLowerInvariant(relative.Groups["unit"].Value[0]) switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.FromDays(7.0 * count),
        };
    }

    private static DateTimeOffset Read(long milliseconds)
    {
        string digits = milliseconds.ToString(CultureInfo.InvariantCulture);
        if (milliseconds is >= FirstLikelySeconds and < FirstLikelyMilliseconds)
        {
            throw new ArgumentTransformationMetadataException($"{digits} looks like seconds since 1970-01-01 UTC: milliseconds are needed, {digits}000.");
        }

        return DateTime.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) && date.Year >= 1970
            ? throw new ArgumentTransformationMetadataException(FormattableString.Invariant($"{digits} looks like a date: write it as '{date:yyyy-MM-dd}'."))
            : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    private static DateTimeOffset ReadDate(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeLocal;
        DateTimeOffset read = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, Styles);
        bool startsWithYear = text.Length > 4 && text.Substring(0, 4).All(char.IsDigit);
        return startsWithYear || !DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, Styles, out DateTimeOffset local) || local == read
            ? read
            : throw new ArgumentTransformationMetadataException(FormattableString.Invariant(
                $"'{text}' is {read:yyyy-MM-dd} as PowerShell reads dates, and {local:yyyy-MM-dd} as the culture {CultureInfo.CurrentCulture.Name} does: write the year first."));
    }

    private static bool IsWholeNumber(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong => true,
        double number => Math.Floor(number) == number,
        decimal number => decimal.Truncate(number) == number,
        _ => false,
    };
}
