using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>How a timeline cuts its time: into days, or, where those would be too many to be seen, into weeks, months or years.</summary>
internal sealed class TimelineBuckets
{
    private const int MaximumDays = 92;
    private const int MaximumWeekDays = 7 * 104;
    private const int MaximumMonthDays = 31 * 120;

    private readonly Unit _unit;
    private readonly DateTime _first;

    /// <summary>The cut of a span.</summary>
    /// <param name="firstDay">The first day.</param>
    /// <param name="lastDay">The last day.</param>
    public TimelineBuckets(DateTime firstDay, DateTime lastDay)
    {
        int days = (lastDay - firstDay).Days + 1;
        _unit = days <= MaximumDays ? Unit.Day : days <= MaximumWeekDays ? Unit.Week : days <= MaximumMonthDays ? Unit.Month : Unit.Year;
        _first = Start(firstDay);
        Count = IndexOf(lastDay) + 1;
    }

    private enum Unit
    {
        Day,
        Week,
        Month,
        Year,
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Which one a day falls into, from 0.</summary>
    public int IndexOf(DateTime day) => _unit switch
    {
        Unit.Day => (day - _first).Days,
        Unit.Week => (Start(day) - _first).Days / 7,
        Unit.Month => (12 * (day.Year - _first.Year)) + day.Month - _first.Month,
        _ => day.Year - _first.Year,
    };

    /// <summary>What one is called: the date it begins on, its month, or its year.</summary>
    public string Name(int index) => _unit switch
    {
        Unit.Day => Date(_first.AddDays(index), "yyyy-MM-dd"),
        Unit.Week => Date(_first.AddDays(7 * index), "yyyy-MM-dd"),
        Unit.Month => Date(_first.AddMonths(index), "yyyy-MM"),
        _ => Date(_first.AddYears(index), "yyyy"),
    };

    /// <summary>What they are, in the report's words.</summary>
    public string Describe(ReportText text) => _unit switch
    {
        Unit.Day => text.PerDay,
        Unit.Week => text.PerWeek,
        Unit.Month => text.PerMonth,
        _ => text.PerYear,
    };

    private DateTime Start(DateTime day) => _unit switch
    {
        Unit.Day => day,
        Unit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Unit.Month => new DateTime(day.Year, day.Month, 1),
        _ => new DateTime(day.Year, 1, 1),
    };

    private static string Date(DateTime day, string format) => day.ToString(format, CultureInfo.InvariantCulture);
}
