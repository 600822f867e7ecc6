namespace PortfolioMargin.Reporting;

/// <summary>
/// Sums of forced orders by group, kept up as orders come. What it holds grows with the groups, not with the orders. The one place where
/// figures are computed: what is measured and what is reported cannot differ.
/// </summary>
/// <param name="by">What is grouped by, each once.</param>
/// <param name="zone">Where a day begins and ends.</param>
internal sealed class ForceOrderSums(IReadOnlyList<ForceOrderGrouping> by, TimeZoneInfo zone)
{
    private readonly Dictionary<GroupKey, GroupSums> _groups = [];

    /// <summary>The groups, sorted by what they are grouped by, then by what they are counted in.</summary>
    public IReadOnlyList<GroupSums> Groups
    {
        get
        {
            var sorted = new List<GroupSums>(_groups.Values);
            sorted.Sort((left, right) => left.Key.CompareTo(right.Key, by));
            return sorted;
        }
    }

    /// <summary>Adds an order to its group.</summary>
    public void Add(ForceOrder order)
    {
        SymbolAssets assets = SymbolAssets.Of(order);
        GroupKey key = GroupKey.Of(order, assets, by, zone);
        if (!_groups.TryGetValue(key, out GroupSums? group))
        {
            group = new GroupSums(key);
            _groups.Add(key, group);
        }

        group.Add(order, assets);
    }
}
