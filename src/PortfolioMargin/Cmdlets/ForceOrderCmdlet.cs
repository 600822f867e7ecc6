using System.Management.Automation;
using PortfolioMargin.Parameters;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>Base class of the cmdlets that list forced orders: the window, and the loop that writes what a reader returns.</summary>
public abstract class ForceOrderCmdlet : PmRequestCmdlet
{
    private static readonly TimeSpan ShortWindow = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Only orders updated at or after this time. Text or a DateTime without zone is local time; a number is Unix milliseconds; a TimeSpan,
    /// or text such as <c>-7d</c>, is that long ago.
    /// </summary>
    [Parameter]
    [PointInTime]
    [ArgumentCompleter(typeof(PointInTimeCompleter))]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Only orders updated at or before this time, in the same forms.</summary>
    [Parameter]
    [PointInTime]
    [ArgumentCompleter(typeof(PointInTimeCompleter))]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>How many requests are in flight at most, 1 to 64. When left out, as many as the exchange welcomes.</summary>
    [Parameter]
    [ValidateRange(1, ForceOrderQuery.MaximumThrottleLimit)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int ThrottleLimit { get; set; }

    /// <summary><see cref="ThrottleLimit"/>, when it was given.</summary>
    private protected int? Limit => ThrottleLimit == 0 ? null : ThrottleLimit;

    /// <summary>An empty list must not read as "no liquidations" when it was asked for a wrong window.</summary>
    protected override void BeginProcessing()
    {
        if (StartTime is { } begin && EndTime < begin)
        {
            var failure = new InvalidTimeRangeException(Invariant(
                $"-StartTime ({begin.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC) is after -EndTime ({EndTime.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC). Nothing was sent."));
            Report(failure, nameof(StartTime), endsCommand: true);
        }

        if (StartTime is { } future && future > DateTimeOffset.Now)
        {
            WriteWarning(Invariant($"-StartTime is in the future ({future.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC): no order can be that new."));
        }

        if (StartTime is { } start && EndTime is { } end && end >= start && end - start < ShortWindow)
        {
            WriteWarning(Invariant($"The window from -StartTime to -EndTime is only {(end - start).TotalMilliseconds:0} ms long. A date alone means midnight at its beginning: for a whole day, end with the next day."));
        }
    }

    /// <summary>Writes every order that a reader returns.</summary>
    /// <param name="reader">The reader; it is not disposed.</param>
    /// <param name="write">Takes each batch.</param>
    /// <param name="describe">Says after each batch how far the list has been read; <see langword="null"/> when nothing is left.</param>
    /// <returns>How many orders there were.</returns>
    /// <exception cref="PortfolioMarginException">The read cannot go on.</exception>
    private protected ulong Read(IForceOrderReader reader, Action<IReadOnlyList<ForceOrder>> write, Func<ulong, (string Status, double? Part)?> describe)
    {
        ulong count = 0;
        while (Wait(reader.ReadAsync) is { } batch)
        {
            count += (ulong)batch.Count;
            write(batch);
            if (describe(count) is { } progress)
            {
                Progress.Advance(progress.Status, progress.Part);
            }
        }

        return count;
    }

    /// <summary>How far a reader is by its own account.</summary>
    private protected static (string Status, double? Part)? Describe(IForceOrderReader reader, ulong count, ulong? wanted) =>
        wanted is { } all ? count < all ? (Invariant($"{count} of {all} orders"), (double)count / all) : null
        : reader.Progress is { } part and < 1 ? (Invariant($"{count} orders so far"), part)
        : null;
}
