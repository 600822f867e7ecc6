using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>How a report shows times: in its time zone, and saying how far that is from UTC.</summary>
internal sealed class ReportClock(TimeZoneInfo zone)
{
    /// <summary>The time in the report's zone.</summary>
    public DateTimeOffset At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>A time to the minute.</summary>
    public string Minute(DateTimeOffset time) => At(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time to the second.</summary>
    public string Second(DateTimeOffset time) => At(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time to the millisecond, with its offset.</summary>
    public string Exact(DateTimeOffset time) => At(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A time to the second, with its offset.</summary>
    public string Full(DateTimeOffset time) => $"{Second(time)} {Offset(At(time).Offset)}";

    /// <summary>The zone, with the offsets it has at the times given.</summary>
    public string Describe(params DateTimeOffset[] times)
    {
        string offsets = Offsets(times);
        return zone.Id == "UTC" || zone.Id.StartsWith("UTC+", StringComparison.Ordinal) || zone.Id.StartsWith("UTC-", StringComparison.Ordinal) ? offsets : $"{zone.Id}, {offsets}";
    }

    /// <summary>The offsets that the zone has at the times given, each once.</summary>
    public string Offsets(params DateTimeOffset[] times) => string.Join(" / ", times.Select(time => At(time).Offset).Distinct().Select(Offset));

    /// <summary>An offset as people write it.</summary>
    public static string Offset(TimeSpan offset) => offset == TimeSpan.Zero
        ? "UTC"
        : "UTC" + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
}
