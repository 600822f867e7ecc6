using System.Management.Automation;
using PortfolioMargin.Parameters;
using PortfolioMargin.Reporting;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Sums the forced orders that come through the pipeline, by group: exactly, and never over different quote assets. What it holds grows
/// with the groups only.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "PmForceOrder")]
[OutputType(typeof(ForceOrderSummary))]
public sealed class MeasurePmForceOrderCommand : PmCmdlet
{
    private ForceOrderSums? _sums;

    /// <summary>The orders. What a command without results leaves behind, <c>$null</c>, is none.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ForceOrder?[]? InputObject { get; set; }

    /// <summary>What to group by; the groups are sorted by it, in this order.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public ForceOrderGrouping[] By { get; set; } = [ForceOrderGrouping.Market, ForceOrderGrouping.Symbol];

    /// <summary>Where a day begins and ends. UTC when left out.</summary>
    [Parameter]
    [TimeZoneTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    private ForceOrderGrouping[] Groupings => [.. By.Distinct()];

    /// <summary>Prepares the sums.</summary>
    protected override void BeginProcessing() => _sums = new ForceOrderSums(Groupings, TimeZone ?? TimeZoneInfo.Utc);

    /// <summary>Adds what comes.</summary>
    protected override void ProcessRecord()
    {
        foreach (ForceOrder order in (InputObject ?? []).OfType<ForceOrder>())
        {
            _sums!.Add(order);
        }
    }

    /// <summary>Puts out the sums.</summary>
    protected override void EndProcessing()
    {
        IReadOnlyList<GroupSums> groups = _sums!.Groups;
        Warn(groups);
        foreach (GroupSums group in groups)
        {
            WriteObject(group.ToSummary(Groupings));
        }
    }

    private void Warn(IReadOnlyList<GroupSums> groups)
    {
        if (groups.Count == 0)
        {
            WriteWarning("No orders came: there is nothing to sum.");
            return;
        }

        long count = groups.Sum(group => group.Count);
        long unknownQuantities = groups.Sum(group => group.UnknownQuantityCount);
        long unknownValues = groups.Sum(group => group.UnknownValueCount);
        if (unknownQuantities + unknownValues > 0)
        {
            WriteWarning(FormattableString.Invariant(
                $"Of {count} orders, {unknownQuantities} came without an executed quantity and {unknownValues} without a value: they are counted, and left out of the sums. UnknownQuantityCount and UnknownValueCount say where."));
        }

        foreach (GroupSums group in groups.Where(group => group.IsBeyondDecimal))
        {
            WriteWarning($"The sums of {group.ToSummary(Groupings).Group} are larger than a decimal holds; they are left empty.");
        }
    }
}
