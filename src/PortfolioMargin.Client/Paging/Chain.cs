namespace PortfolioMargin.Client.Paging;

/// <summary>
/// A proof by overlap. Each slice that is read must share a row with the slices before it; a slice holds neighbours only, so nothing that
/// stayed in the list can lie between. That holds however the list shifts, in any order that does not change for the rows that stay.
/// </summary>
internal sealed class Chain(WalkContext context, TimeWindow window, TimeOrder order, TotalsHeard totals)
{
    /// <summary>How often a short page may contradict the total before the walk gives up.</summary>
    private const int ContradictionsAllowed = 2;

    private int _contradictions;

    /// <summary>The largest page the exchange serves.</summary>
    public required int LargestPage { get; set; }

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
    /// <param name="totalNow">The total most recently heard of: how far it is off tells how far the list may have shifted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The rows nobody has handed out yet, in the list's order.</returns>
    /// <exception cref="IncompleteListException">The list moves too fast, or contradicts itself.</exception>
    public async Task<IReadOnlyList<MarginForceOrder>> StepAsync(ulong? totalNow, CancellationToken cancellationToken)
    {
        (Slice slice, ForceOrderPage page, int shared) = await ReadOverlappingAsync(totalNow, cancellationToken).ConfigureAwait(false);
        Extend(slice, page);
        RefuseContradiction(slice, page);
        order.Observe(page.Rows, continues: false);

        // Behind skipped rows, what precedes the chain was skipped on purpose.
        return context.Seen.TakeNew(page.Rows, FromHead ? 0 : Math.Max(0, shared));
    }

    private async Task<(Slice Slice, ForceOrderPage Page, int Shared)> ReadOverlappingAsync(ulong? totalNow, CancellationToken cancellationToken)
    {
        for (int guess = 0; ; guess++)
        {
            var slice = Slice.Covering(Guess(guess, totalNow), LargestPage);
            context.Budget.Spend();
            ForceOrderPage page = await context.Source
                .ReadPageAsync(new PageRequest(window, slice.Page, slice.Size), cancellationToken).ConfigureAwait(false);
            totals.Hear(slice, page);
            int shared = FirstShared(page.Rows);
            if (shared >= 0 || (slice.Offset == 0 && FromHead))
            {
                return (slice, page, shared);
            }

            if (slice.Offset == 0)
            {
                throw new IncompleteListException(
                    "The list of orders changed so much while it was read that the place could not be found again. The orders handed out so far are right, but there may be more.");
            }

            totalNow = page.Total ?? totalNow;
        }
    }

    /// <summary>
    /// Where the chain's last row may stand now. Rows that came or went behind it left it where it was; those before it moved it by as much
    /// as the total changed. After that, further and further back.
    /// </summary>
    private long Guess(int guess, ulong? totalNow)
    {
        long unmoved = Next - 1;
        long moved = totalNow is { } now && Total is { } then ? unmoved + ((long)now - (long)then) : unmoved;
        long place = guess switch
        {
            0 => Math.Min(unmoved, moved),
            1 => Math.Max(unmoved, moved),
            _ => Math.Min(unmoved, moved) - ((long)LargestPage << Math.Min(guess - 2, 40)),
        };
        return Math.Max(0, place);
    }

    /// <summary>
    /// Whether nothing comes after a page. A full page is no proof, whatever its total says: a total may count the page only, or stop at a
    /// round number.
    /// </summary>
    private bool EndsTheList(Slice slice, ForceOrderPage page) =>
        page.Rows.Count < slice.Size && (page.Total is not { } total || (ulong)Next >= total);

    private void RefuseContradiction(Slice slice, ForceOrderPage page)
    {
        if (page.Rows.Count < slice.Size && page.Total is { } total && (ulong)Next < total && ++_contradictions > ContradictionsAllowed)
        {
            throw Contradiction(total, (ulong)Next);
        }
    }

    /// <summary>The error of a list that is shorter than its total.</summary>
    public static IncompleteListException Contradiction(ulong total, ulong listed) => new(FormattableString.Invariant(
        $"The exchange says that the window has {total} orders but lists only {listed}. The orders handed out so far are right, but there may be more."));

    private int FirstShared(IReadOnlyList<MarginForceOrder> rows)
    {
        if (Members is null)
        {
            return context.Seen.FirstEvidence(rows);
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
