using System.Globalization;
using System.Management.Automation;

namespace PortfolioMargin.Binding;

/// <summary>
/// Lets a <see cref="DateTimeOffset"/> parameter also take a DateTime, date text and Unix milliseconds. A time without zone is
/// local, as everywhere in PowerShell; text is read as a cast to [datetime] reads it, in every culture the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PointInTimeAttribute : ArgumentTransformationAttribute
{
    private const string Forms = "Give a DateTimeOffset, a DateTime, date text such as '2024-05-31T16:00:00Z', or milliseconds since 1970-01-01 UTC.";

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
                : throw new ArgumentTransformationMetadataException("The exchange counts time from 1970-01-01 UTC on; what was given is before that.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            throw new ArgumentTransformationMetadataException($"This is not a point in time. {Forms}", unreadable);
        }
    }

    private static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        string text => Read(text.Trim()),
        _ when IsWholeNumber(value) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => throw new InvalidCastException(),
    };

    private static DateTimeOffset Read(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeLocal);

    private static bool IsWholeNumber(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong => true,
        double number => Math.Floor(number) == number,
        decimal number => decimal.Truncate(number) == number,
        _ => false,
    };
}
