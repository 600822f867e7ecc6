namespace PortfolioMargin.Reporting;

/// <summary>
/// What a report shows of the orders it is given: sums, kept up as orders come, and the newest orders themselves, as many as are listed.
/// </summary>
/// <param name="zone">Where a day begins and ends.</param>
internal sealed class ReportFigures(TimeZoneInfo zone)
{
    /// <summary>How many orders are listed at most: the file stays under 5 MB, and a browser sorts them at once.</summary>
    public const int MaximumListed = 20_000;

    private readonly ForceOrderSums _byAsset = new([], zone);
    private readonly ForceOrderSums _byKind = new([ForceOrderGrouping.Market, ForceOrderGrouping.AutoCloseType], zone);
    private readonly ForceOrderSums _byDay = new([ForceOrderGrouping.Day, ForceOrderGrouping.Market], zone);
    private readonly ForceOrderSums _bySymbol = new([ForceOrderGrouping.Market, ForceOrderGrouping.Symbol], zone);
    private readonly ForceOrderSums _byProfile = new([ForceOrderGrouping.ProfileName], zone);
    private readonly List<ForceOrder> _newest = [];

    /// <summary>How many orders there are.</summary>
    public long Count { get; private set; }

    /// <summary>The sums by what is counted in, that of the most orders first.</summary>
    public IReadOnlyList<GroupSums> Assets => [.. _byAsset.Groups.OrderByDescending(group => group.Count)];

    /// <summary>The sums by market and reason.</summary>
    public IReadOnlyList<GroupSums> Kinds => _byKind.Groups;

    /// <summary>The sums by day and market.</summary>
    public IReadOnlyList<GroupSums> Days => _byDay.Groups;

    /// <summary>The sums by market and symbol.</summary>
    public IReadOnlyList<GroupSums> Symbols => _bySymbol.Groups;

    /// <summary>The sums by profile.</summary>
    public IReadOnlyList<GroupSums> Profiles => _byProfile.Groups;

    /// <summary>Adds an order.</summary>
    public void Add(ForceOrder order)
    {
        Count++;
        foreach (ForceOrderSums sums in new[] { _byAsset, _byKind, _byDay, _bySymbol, _byProfile })
        {
            sums.Add(order);
        }

        _newest.Add(order);
        if (_newest.Count >= 2 * MaximumListed)
        {
            Trim();
        }
    }

    /// <summary>The orders that are listed, the newest first.</summary>
    public IReadOnlyList<ForceOrder> Newest()
    {
        Trim();
        return _newest;
    }

    private void Trim()
    {
        // The order of arrival decides between equal times, for a report that is the same each time it is made.
        var sorted = _newest.OrderByDescending(order => order.UpdatedTime).Take(MaximumListed).ToList();
        _newest.Clear();
        _newest.AddRange(sorted);
    }
}
