using System.Management.Automation;
using PortfolioMargin.Binding;

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
    [ValidateRange(1, ForceOrderQuery.MaximumPageSize)]
    public int PageSize { get; set; }

    /// <summary>Every order of the window.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>How many pages are asked for at once, 1 to 16.</summary>
    [Parameter]
    [ValidateRange(1, ForceOrderQuery.MaximumThrottleLimit)]
    public int ThrottleLimit { get; set; } = ForceOrderQuery.DefaultThrottleLimit;

    /// <summary>Asks one account.</summary>
    protected override void ProcessRecord()
    {
        ForceOrderQuery query = MakeQuery();
        WarnOfFuture();
        if (!Try(Connect, About, out var client) || !Try(() => client.ReadForceOrders(query), nameof(StartTime), out var reader))
        {
            return;
        }

        using (reader)
        using (_progress = new ForceOrderProgress(this, query))
        {
            Show(reader);
        }
    }

    /// <inheritdoc/>
    private protected override void Tell(object report)
    {
        base.Tell(report);
        _progress?.Tell(report);
    }

    /// <inheritdoc/>
    private protected override void OnFailure() => _progress?.Dispose();

    private void Show(IForceOrderReader reader)
    {
        IReadOnlyList<MarginForceOrder>? batch;
        ulong shown = 0;
        bool totalDue = PagingParameters.IncludeTotalCount;
        do
        {
            if (!Try(() => Wait(reader.ReadAsync), About, out batch))
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
            _progress!.Advance(shown, reader.TotalCount);
        }
        while (batch is not null);

        WarnOfMore(shown, reader.TotalCount);
    }

    /// <summary>Whether the user said which part of the list is wanted.</summary>
    private bool IsPartNamed => All || IsBound(nameof(Page)) || IsBound(nameof(PageSize)) || IsBound("First") || IsBound("Skip");

    /// <summary>A list that was cut without the user saying so is never silent.</summary>
    private void WarnOfMore(ulong shown, ulong? total)
    {
        bool mayBeMore = total is null ? shown == ForceOrderQuery.DefaultPageSize : total > shown;
        if (mayBeMore && !IsPartNamed)
        {
            string ofHowMany = total is null ? "orders (the exchange does not say how many there are)" : $"of {total} orders";
            string ofWhom = NamedAccount is { } account ? $" of profile '{account}'" : "";
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

    private ForceOrderQuery MakeQuery()
    {
        int? pageSize = PageSize == 0 ? null : PageSize;
        int rowsOfPage = pageSize ?? ForceOrderQuery.DefaultPageSize;
        ulong rowsBefore = (ulong)(Page - 1) * (ulong)rowsOfPage;
        bool isCounted = IsBound("First");
        bool isPlainPage = !All && !isCounted && PagingParameters.Skip == 0;
        return new ForceOrderQuery
        {
            StartTime = StartTime,
            EndTime = EndTime,
            Skip = ulong.MaxValue - PagingParameters.Skip < rowsBefore ? ulong.MaxValue : rowsBefore + PagingParameters.Skip,
            Take = isCounted ? PagingParameters.First : All ? null : (ulong)rowsOfPage,
            PageSize = isPlainPage ? rowsOfPage : pageSize,
            ThrottleLimit = ThrottleLimit,
            IncludeTotalCount = PagingParameters.IncludeTotalCount || !IsPartNamed,
        };
    }
}
