using System.Management.Automation;
using PortfolioMargin.Parameters;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Lists the forced (liquidation) orders of a Portfolio Margin account's margin: <c>GET /papi/v1/margin/forceOrders</c>. One page, or,
/// with <c>-All</c>, every order of the window, each exactly once, or with <c>-Newest</c> the newest ones. A failure ends the command; for
/// one of several profiles it is an error of that profile, and the next one goes on.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PmMarginForceOrder", DefaultParameterSetName = PageSet, SupportsPaging = true)]
[OutputType(typeof(MarginForceOrder))]
public sealed class GetPmMarginForceOrderCommand : ForceOrderCmdlet
{
    private const string PageSet = "Page";
    private const string AllSet = "All";
    private const string NewestSet = "Newest";

    /// <summary>Which page, from 1.</summary>
    [Parameter(ParameterSetName = PageSet)]
    [Alias("Current")]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Page { get; set; } = 1;

    /// <summary>Rows in a page, 1 to 100. When left out 10; with <see cref="All"/> 100.</summary>
    [Parameter(ParameterSetName = PageSet)]
    [Parameter(ParameterSetName = AllSet)]
    [Alias("Size")]
    [ValidateRange(1, ForceOrderPageQuery.MaximumPageSize)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int PageSize { get; set; }

    /// <summary>Every order of the window.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>The newest so many orders of the window, newest first.</summary>
    [Parameter(ParameterSetName = NewestSet, Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Newest { get; set; }

    /// <summary>Asks each profile.</summary>
    protected override void ProcessRecord() => ForEachProfile(() =>
    {
        if (Try(Connect, ErrorTarget, out var client))
        {
            Try(() => Write(client), ErrorTarget, out _);
        }
    });

    private bool Write(IPortfolioMarginClient client)
    {
        using IForceOrderReader reader = Open(client);
        bool totalDue = PagingParameters.IncludeTotalCount;
        ulong shown = Read(
            reader,
            batch =>
            {
                WriteTotal(reader, ref totalDue);
                WriteObject(batch, enumerateCollection: true);
            },
            count => Describe(reader, count, WantedOf(reader.TotalCount)));
        WriteTotal(reader, ref totalDue);
        WarnOfMore(shown, reader.TotalCount);
        return true;
    }

    private void WriteTotal(IForceOrderReader reader, ref bool isDue)
    {
        if (isDue)
        {
            WriteObject(PagingParameters.NewTotalCount(reader.TotalCount ?? 0, reader.TotalCount is null ? 0 : 1));
            isDue = false;
        }
    }

    /// <summary>Whether the user said which part of the list is wanted.</summary>
    private bool IsPartNamed => ParameterSetName != PageSet || IsBound(nameof(Page)) || IsBound(nameof(PageSize)) || IsBound("First") || IsBound("Skip");

    /// <summary>A list that was cut without the user saying so is never silent.</summary>
    private void WarnOfMore(ulong shown, ulong? total)
    {
        bool mayBeMore = total is null ? shown == ForceOrderPageQuery.DefaultPageSize : total > shown;
        if (mayBeMore && !IsPartNamed)
        {
            string ofHowMany = total is null ? "orders (the exchange does not say of how many)" : $"of {total} orders";
            string ofWhom = NamedProfile is { } profile ? $" of profile '{profile}'" : "";
            WriteWarning($"Showing {shown} {ofHowMany}{ofWhom}. Use -All, -Newest, -First, -Skip or -Page.");
        }
    }

    private IForceOrderReader Open(IPortfolioMarginClient client) => ParameterSetName == PageSet
        ? client.ReadPages(new ForceOrderPageQuery
        {
            StartTime = StartTime,
            EndTime = EndTime,
            Skip = RowsBefore,
            Take = RowsWanted,
            PageSize = IsPlainPage ? RowsOfPage : PageSize == 0 ? null : PageSize,
            IncludeTotalCount = PagingParameters.IncludeTotalCount || !IsPartNamed,
            ThrottleLimit = Limit,
        })
        : client.ReadAll(new ForceOrderQuery
        {
            Market = ForceOrderMarket.Margin,
            StartTime = StartTime,
            EndTime = EndTime,
            Newest = Newest > 0 ? Newest : null,
            Skip = PagingParameters.Skip,
            Take = IsBound("First") ? PagingParameters.First : null,
            IncludeTotalCount = PagingParameters.IncludeTotalCount,
            ThrottleLimit = Limit,
        });

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

    /// <summary>How many orders are to come in all, as far as the total tells; <see langword="null"/> when it does not.</summary>
    private ulong? WantedOf(ulong? total)
    {
        if (total is not { } all || Newest > 0)
        {
            return null;
        }

        bool isPage = ParameterSetName == PageSet;
        ulong before = isPage ? RowsBefore : PagingParameters.Skip;
        ulong most = isPage ? RowsWanted : IsBound("First") ? PagingParameters.First : ulong.MaxValue;
        return all > before ? Math.Min(all - before, most) : 0;
    }
}
