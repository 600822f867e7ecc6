namespace PortfolioMargin.Client.Paging;

/// <summary>The totals that the answers of one walk carried: versions of the list, as long as it only grows or only shrinks.</summary>
internal sealed class TotalsHeard
{
    /// <summary>The total on the first page.</summary>
    public ulong? First { get; private set; }

    /// <summary>The total heard last.</summary>
    public ulong? Latest { get; private set; }

    /// <summary>The smallest total heard.</summary>
    public ulong? Smallest { get; private set; }

    /// <summary>The largest total heard.</summary>
    public ulong? Largest { get; private set; }

    /// <summary>Whether an answer held more rows than its total allows: totals tell nothing then.</summary>
    public bool AreWrong { get; private set; }

    /// <summary>Takes the total of an answer.</summary>
    public void Hear(Slice slice, ForceOrderPage page)
    {
        if (page.Total is not { } total)
        {
            return;
        }

        AreWrong |= page.Rows.Count > 0 && (ulong)(slice.Offset + page.Rows.Count) > total;
        First ??= total;
        Latest = total;
        Smallest = Smallest is { } s ? Math.Min(s, total) : total;
        Largest = Largest is { } l ? Math.Max(l, total) : total;
    }
}
