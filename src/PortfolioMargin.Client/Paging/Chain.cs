namespace PortfolioMargin.Client.Paging;

/// <summary>
/// A proof by overlap. Each slice that is read must share a row with the slices before it; a slice holds neighbours only, so nothing that
/// stayed in the list can lie between. That holds however the list shifts, in any order that does not change for the rows that stay.
/// </summary>
internal sealed class Chain(IPageSource source, TimeWindow window, SeenOrders seen, WalkBudget budget)
{
    /// <summary>How often a short page may contradict the total before the walk gives up.</summary>
    private const int ContradictionsAllowed = 2;

    /// <summary>When the place of the chain's end is lost: how far back the first guess goes, doubled with each guess.</summary>
    private const long StepBack = ForceOrderQuery.MaximumPageSize - 10;

    private int _contradictions;

    /// <summary>The largest page the exchange serves.</summary>
    public int LargestPage { get; set; } = ForceOrderQuery.MaximumPageSize;

    /// <summary>Whether the chain begins at the list's first row, not somewhere behind skipped rows.</summary>
    public bool FromHead { get; init; } = true;

    /// <summary>Rows that belong to the chain; <see langword="null"/> when every row handed out does.</summary>
    public HashSet<OrderIdentity>? Members { get; init; }

    /// <summary>Where the row after the chain's last one stood when that was read.</summary>
    public long Next { get; private set; }

    /// <summary>The list's total at that moment.</summary>
    public ulong? Total { get; private set; }

    /// <summary>Whether the chain has reached the end of the list.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The chain goes on to the end of a page that overlaps or continues it.</summary>
    public void Extend(Slice slice, ForceOrderPage page)
    {
        Next = slice.Offset + page.Rows.Count;
        Total = page.Total;
        AtEnd = EndsTheList(slice, page);
        if (Members is not null)
        {
            foreach (MarginForceOrder row in page.Rows)
            {
                Members.Add(OrderIdentity.Of(row));
            }
        }
    }

    /// <summary>Whether a page shares a row with the chain.</summary>
    public bool Overlaps(ForceOrderPage page) => FirstShared(page.Rows) >= 0;

    /// <summary>Reads the slice that follows, with overlap.</summary>
    /// <param name="latestTotal">The total most recently heard of: how far it is off tells how far the list may have shifted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The rows nobody has handed out yet, in the list's order.</returns>
    /// <exception cref="IncompleteWalkException">The list moves too fast, or contradicts itself.</exception>
    public async Task<IReadOnlyList<MarginForceOrder>> StepAsync(ulong? latestTotal, CancellationToken cancellationToken)
    {
        (Slice slice, ForceOrderPage page, int shared) = await ReadOverlappingAsync(latestTotal, cancellationToken).ConfigureAwait(false);
        Extend(slice, page);
        RefuseContradiction(slice, page);

        // Behind skipped rows, what precedes the chain was skipped on purpose.
        return seen.TakeNew(page.Rows, FromHead ? 0 : Math.Max(0, shared));
    }

    private async Task<(Slice Slice, ForceOrderPage Page, int Shared)> ReadOverlappingAsync(ulong? latestTotal, CancellationToken cancellationToken)
    {
        long last = Math.Max(0, Next - 1);
        for (int guess = 0; ; guess++)
        {
            long shift = Shift(latestTotal);
            long low = Math.Max(0, Math.Min(last, last + shift));
            long high = Math.Max(last, last + shift);
            if (high - low > LargestPage - 2)
            {
                // No page is that long: look where the end would be had it shifted, then where it was.
                low = high = Math.Max(0, guess % 2 == 0 ? last + shift : last);
            }

            if (guess >= 2)
            {
                low = Math.Max(0, low - (StepBack << Math.Min(guess - 2, 40)));
                high = low;
            }

            var slice = Slice.Covering(low, high, LargestPage);
            budget.Spend();
            ForceOrderPage page = await source
                .ReadPageAsync(new PageRequest(window, slice.Page, slice.Size), cancellationToken).ConfigureAwait(false);
            int shared = FirstShared(page.Rows);
            if (shared >= 0 || (slice.Offset == 0 && FromHead))
            {
                return (slice, page, shared);
            }

            if (slice.Offset == 0)
            {
                throw new IncompleteWalkException(
                    "The list of orders changed so much while it was read that the place could not be found again. The orders handed out so far are right, but there may be more.");
            }

            latestTotal = page.Total ?? latestTotal;
        }
    }

    private long Shift(ulong? latestTotal) =>
        latestTotal is { } now && Total is { } then ? (long)now - (long)then : 0;

    /// <summary>
    /// Whether nothing comes after a page. A full first page whose total is its own length is no proof: a total may count the page only.
    /// </summary>
    private bool EndsTheList(Slice slice, ForceOrderPage page)
    {
        bool isShort = page.Rows.Count < slice.Size;
        if (page.Total is not { } total || (ulong)Next > total)
        {
            return isShort;
        }

        return (ulong)Next == total && (isShort || slice.Page > 1);
    }

    private void RefuseContradiction(Slice slice, ForceOrderPage page)
    {
        if (page.Rows.Count < slice.Size && page.Total is { } total && (ulong)Next < total && ++_contradictions > ContradictionsAllowed)
        {
            throw new IncompleteWalkException(FormattableString.Invariant(
                $"The exchange says that the window has {total} orders but lists only {Next}. The orders handed out so far are right, but there may be more."));
        }
    }

    private int FirstShared(IReadOnlyList<MarginForceOrder> rows)
    {
        if (Members is null)
        {
            return seen.FirstEvidence(rows);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            if (Members.Contains(OrderIdentity.Of(rows[i])))
            {
                return i;
            }
        }

        return -1;
    }
}
