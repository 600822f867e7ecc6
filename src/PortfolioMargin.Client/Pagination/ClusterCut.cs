namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Where to cut a part whose rows stand close together, as they do after a liquidation. Equal parts would close in on them a little with
/// each response; the times of the rows that a response shows lead there at once.
/// </summary>
internal static class ClusterCut
{
    /// <summary>Fewer rows than this leave long gaps however they are spread.</summary>
    private const int FewestRows = 40;

    /// <summary>A time without rows counts as a gap when it is at least this share of the part: one in so many.</summary>
    private const int ShareOfGap = 8;

    /// <summary>Rows stand close together when they take less than this share of the time that they would take if all were spread evenly: one in so many.</summary>
    private const int Closeness = 4;

    /// <summary>
    /// The times to cut at, oldest first: where the longest gap begins and ends, and its middle, because rows that were not shown may be in
    /// it. Where the gap is at an end of the part, also a time among the rows that were shown. None when the rows may be spread evenly.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="shown">The times of the rows that a response shows of it.</param>
    /// <param name="total">How many rows it has, as far as the exchange tells.</param>
    public static IReadOnlyList<long> TimesFor(WindowPart part, IEnumerable<long> shown, ulong? total)
    {
        List<long> rows = [.. shown.Where(time => time >= part.From && time <= part.To)];
        rows.Sort();
        (long From, long To) longest = (part.From, part.From - 1);
        long taken = part.Length;
        long from = part.From;
        foreach (long row in rows.Append(part.To + 1 + WindowPart.Overlap))
        {
            // Gaps keep away from the rows as far as the requests of neighbours overlap: otherwise the gap's request would show them again.
            (long From, long To) gap = (from, row - 1 - WindowPart.Overlap);
            long length = gap.To - gap.From + 1;
            if (length > 0 && length >= part.Length / ShareOfGap)
            {
                taken -= length;
                longest = length > longest.To - longest.From + 1 ? gap : longest;
            }

            from = row + 1 + WindowPart.Overlap;
        }

        if (rows.Count < FewestRows || !StandClose(taken / (double)part.Length, rows.Count, total))
        {
            return [];
        }

        List<long> cuts = [longest.From, longest.From + ((longest.To - longest.From) / 2), longest.To + 1];
        if (longest.From == part.From || longest.To == part.To)
        {
            // Not in their middle: a response of half of 100 rows would not be believed.
            cuts.Add(rows[0] + ((rows[rows.Count - 1] - rows[0]) * 2 / 5) + 1);
            cuts.Sort();
        }

        return cuts;
    }

    private static bool StandClose(double taken, int shown, ulong? total) =>
        taken < 0.5 && (total is not { } all || taken * all * Closeness < shown);
}
