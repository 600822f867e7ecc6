using System.Management.Automation;
using PortfolioMargin.Parameters;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Lists the forced (liquidation) orders of a Portfolio Margin account: <c>GET /papi/v1/margin/forceOrders</c>. One page, or, with
/// <c>-All</c>, every order of the window, each exactly once. A failure ends the command; for accounts from the pipeline it is an
/// error of that account, and the next one goes on.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PmMarginForceOrder", DefaultParameterSetName = PageSet, SupportsPaging = true)]
[OutputType(typeof(MarginForceOrder))]
public sealed class GetPmMarginForceOrderCommand : PmRequestCmdlet
{
    private const string PageSet = "Page";
    private const string AllSet = "All";
    private ForceOrderProgress? _progress;

    /// <summary>Only orders updated at or after this time. Text or a DateTime without zone is local time; a number is Unix milliseconds.</summary>
    [Parameter]
    [PointInTime]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Only orders updated at or before this time. Text or a DateTime without zone is local time; a number is Unix milliseconds.</summary>
    [Parameter]
    [PointInTime]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Which page, from 1.</summary>
    [Parameter(ParameterSetName = PageSet)]
    [Alias("Current")]
    [ValidateRange(1, int.MaxValue)]
    public int Page { get; set; } = 1;

    /// <summary>Rows in a page, 1 to 100. When left out 10; with <see cref="All"/> 100.</summary>
    [Parameter]
    [Alias("Size")]
    [ValidateRange(1, ForceOrderPageQuery.MaximumPageSize)]
    public int PageSize { get; set; }

    /// <summary>Every order of the window.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>How many requests are in flight at most, 1 to 64. When left out, as many as the exchange welcomes.</summary>
    [Parameter]
    [ValidateRange(1, ForceOrderQuery.MaximumThrottleLimit)]
    public int ThrottleLimit { get; set; }

    /// <summary>Asks one profile.</summary>
    protected override void ProcessRecord()
    {
        WarnOfFuture();
        if (!Try(Connect, ErrorTarget, out var client) || !Try(() => Open(client), nameof(StartTime), out var reader))
        {
            return;
        }

        using (reader)
        using (_progress = new ForceOrderProgress(this))
        {
            Show(reader);
        }
    }

    /// <inheritdoc/>
    private protected override void WriteReport(object report)
    {
        base.WriteReport(report);
        _progress?.WriteReport(report);
    }

    /// <inheritdoc/>
    private protected override void OnFailure() => _progress?.Dispose();

    private void Show(IForceOrderReader reader)
    {
        IReadOnlyList<ForceOrder>? batch;
        ulong shown = 0;
        bool totalDue = PagingParameters.IncludeTotalCount;
        do
        {
            if (!Try(() => Wait(reader.ReadAsync), ErrorTarget, out batch))
            {
                return;
            }

            if (totalDue)
            {
                WriteObject(PagingParameters.NewTotalCount(reader.TotalCount ?? 0, reader.TotalCount is null ? 0 : 1));
                totalDue = false;
            }

            WriteObject(batch ?? [], enumerateCollection: true);
            shown += (ulong)(batch?.Count ?? 0);
            _progress!.Advance(shown, WantedOf(reader.TotalCount));
        }
        while (batch is not null);

        WarnOfMore(shown, reader.TotalCount);
    }

    /// <summary>Whether the user said which part of the list is wanted.</summary>
    private bool IsPartNamed => All || IsBound(nameof(Page)) || IsBound(nameof(PageSize)) || IsBound("First") || IsBound("Skip");

    /// <summary>A list that was cut without the user saying so is never silent.</summary>
    private void WarnOfMore(ulong shown, ulong? total)
    {
        bool mayBeMore = total is null ? shown == ForceOrderPageQuery.DefaultPageSize : total > shown;
        if (mayBeMore && !IsPartNamed)
        {
            string ofHowMany = total is null ? "orders (the exchange does not say how many there are)" : $"of {total} orders";
            string ofWhom = NamedProfile is { } profile ? $" of profile '{profile}'" : "";
            WriteWarning($"Showing {shown} {ofHowMany}{ofWhom}. Use -All to get all of them, or -First, -Skip or -Page to get others.");
        }
    }

    /// <summary>An empty list must not read as "no liquidations" when it was asked for a wrong year, or in a wrong zone.</summary>
    private void WarnOfFuture()
    {
        if (StartTime is { } start && start > DateTimeOffset.Now)
        {
            WriteWarning(FormattableString.Invariant($"-StartTime is in the future ({start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC): no order can be that new."));
        }
    }

    private IForceOrderReader Open(IPortfolioMarginClient client) => All
        ? client.ReadAll(new ForceOrderQuery
        {
            StartTime = StartTime,
            EndTime = EndTime,
            Skip = PagingParameters.Skip,
            Take = IsBound("First") ? PagingParameters.First : null,
            IncludeTotalCount = PagingParameters.IncludeTotalCount,
            ThrottleLimit = Limit,
        })
        : client.ReadPages(new ForceOrderPageQuery
        {
            StartTime = StartTime,
            EndTime = EndTime,
            Skip = RowsBefore,
            Take = RowsWanted,
            PageSize = IsPlainPage ? RowsOfPage : PageSize == 0 ? null : PageSize,
            IncludeTotalCount = PagingParameters.IncludeTotalCount || !IsPartNamed,
            ThrottleLimit = Limit,
        });

    private int? Limit => ThrottleLimit == 0 ? null : ThrottleLimit;

    private int RowsOfPage => PageSize == 0 ? ForceOrderPageQuery.DefaultPageSize : PageSize;

    private bool IsPlainPage => !IsBound("First") && PagingParameters.Skip == 0;

    private ulong RowsWanted => IsBound("First") ? PagingParameters.First : (ulong)RowsOfPage;

    /// <summary>Rows of the exchange's list before the first one wanted; as many as there can be when the sum is too large.</summary>
    private ulong RowsBefore
    {
        get
        {
            ulong pages = (ulong)(Page - 1) * (ulong)RowsOfPage;
            return ulong.MaxValue - PagingParameters.Skip < pages ? ulong.MaxValue : pages + PagingParameters.Skip;
        }
    }

    /// <summary>How many orders are to come in all, as far as the total tells.</summary>
    private ulong WantedOf(ulong? total)
    {
        ulong before = All ? PagingParameters.Skip : RowsBefore;
        ulong most = All && !IsBound("First") ? ulong.MaxValue : All ? PagingParameters.First : RowsWanted;
        return total > before ? Math.Min(total.Value - before, most) : 0;
    }
}
