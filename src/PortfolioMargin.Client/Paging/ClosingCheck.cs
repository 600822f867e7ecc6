namespace PortfolioMargin.Client.Paging;

/// <summary>
/// Judges, from the first page read once more, whether pages that carried the same total are parts of the same list.
/// </summary>
/// <remarks>
/// Orders arrive at one end of a list sorted by time and expire at the other, so every shift shows on its first page or does no harm.
/// A list that only grew, or only shrank, has one total for each of its states: equal totals are proof then. A list that did both could
/// have had the same total in different states, and proves nothing. docs/walking.md has the argument in full.
/// </remarks>
internal static class ClosingCheck
{
    /// <summary>Whether the walk is proven complete.</summary>
    /// <param name="before">The first page's rows when the walk began.</param>
    /// <param name="after">The first page now.</param>
    /// <param name="totals">All totals heard before <paramref name="after"/>.</param>
    public static bool Holds(IReadOnlyList<OrderIdentity> before, ForceOrderPage after, TotalsHeard totals)
    {
        if (totals.AreWrong || totals.First is not { } first || after.Total is not { } last)
        {
            return false;
        }

        (int arrived, int gone) = Compare(before, after.Rows);
        if (gone == before.Count && gone > 0)
        {
            return false;
        }

        long unexplained = (long)last - ((long)first - gone + arrived);
        bool grew = arrived > 0 || unexplained > 0 || totals.Largest > first || last > totals.Smallest;
        bool shrank = gone > 0 || unexplained < 0 || totals.Smallest < first || last < totals.Largest;
        return !(grew && shrank);
    }

    /// <summary>
    /// How many rows are new in front of or among the old ones, and how many old ones are gone. Old rows pushed off the page's end by new
    /// ones, and rows that moved up in place of those gone, are neither.
    /// </summary>
    private static (int Arrived, int Gone) Compare(IReadOnlyList<OrderIdentity> before, IReadOnlyList<MarginForceOrder> after)
    {
        int arrived = 0;
        int gone = 0;
        int i = 0;
        int j = 0;
        var later = new HashSet<OrderIdentity>();
        foreach (MarginForceOrder row in after)
        {
            later.Add(OrderIdentity.Of(row));
        }

        while (i < before.Count && j < after.Count)
        {
            if (before[i] == OrderIdentity.Of(after[j]))
            {
                i++;
                j++;
            }
            else if (!later.Contains(before[i]))
            {
                gone++;
                i++;
            }
            else
            {
                arrived++;
                j++;
            }
        }

        return (arrived, gone);
    }
}
