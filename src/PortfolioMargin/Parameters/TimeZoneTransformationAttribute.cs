using System.Globalization;
using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>
/// Lets a <see cref="TimeZoneInfo"/> parameter also take a time zone's id, as <c>Get-TimeZone</c> shows it, the words <c>Local</c> and
/// <c>UTC</c>, and an offset from UTC such as <c>+08:00</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Forms = "Give its id as Get-TimeZone -ListAvailable shows it, Local, UTC, or an offset such as +08:00.";

    /// <summary>Makes a <see cref="TimeZoneInfo"/> of what was given.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is no time zone that this machine knows.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text ? Read(text.Trim()) : value;
    }

    private static TimeZoneInfo Read(string text)
    {
        if (text.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            return TimeZoneInfo.Local;
        }

        if (text.Equals("UTC", StringComparison.OrdinalIgnoreCase))
        {
            return TimeZoneInfo.Utc;
        }

        try
        {
            return Offset(text) is { } offset
                ? TimeZoneInfo.CreateCustomTimeZone("UTC" + text, offset, "UTC" + text, "UTC" + text)
                : TimeZoneInfo.FindSystemTimeZoneById(text);
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException or System.Security.SecurityException)
        {
            // Without the cause, which repeats the name, whatever characters are in it.
            throw new ArgumentTransformationMetadataException($"This machine knows no such time zone. {Forms}");
        }
    }

    private static TimeSpan? Offset(string text)
    {
        bool isOffset = text.Length > 1 && text[0] is '+' or '-';
        return isOffset && TimeSpan.TryParseExact(text.Substring(1), "hh\\:mm", CultureInfo.InvariantCulture, out TimeSpan offset)
            ? text[0] == '-' ? -offset : offset
            : null;
    }
}
