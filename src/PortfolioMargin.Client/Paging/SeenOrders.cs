namespace PortfolioMargin.Client.Paging;

/// <summary>The identities of the orders handed out or passed over so far.</summary>
internal sealed class SeenOrders
{
    private readonly HashSet<OrderIdentity> _identities = [];

    /// <summary>The window being walked; its cut ends overlap the neighbouring windows.</summary>
    public TimeWindow CutEnds { get; set; }

    /// <summary>The rows that were neither handed out nor passed over before; from now on they count as one or the other.</summary>
    /// <param name="rows">Rows as they were read.</param>
    /// <param name="drop">How many of the first ones are passed over.</param>
    public IReadOnlyList<MarginForceOrder> TakeNew(IReadOnlyList<MarginForceOrder> rows, int drop = 0)
    {
        // Most pages are new as a whole, and are handed on as they are.
        List<MarginForceOrder>? kept = null;
        for (int i = 0; i < rows.Count; i++)
        {
            bool isKept = _identities.Add(OrderIdentity.Of(rows[i])) && i >= drop;
            if (isKept)
            {
                kept?.Add(rows[i]);
            }
            else if (kept is null)
            {
                kept = new List<MarginForceOrder>(rows.Count);
                for (int j = 0; j < i; j++)
                {
                    kept.Add(rows[j]);
                }
            }
        }

        return kept ?? rows;
    }

    /// <summary>
    /// Whether a row shows that a page overlaps what was read of this window: it is known, and not perhaps by the neighbouring
    /// window, whose end is the same millisecond or the next.
    /// </summary>
    public bool IsEvidence(MarginForceOrder row) =>
        _identities.Contains(OrderIdentity.Of(row)) && !IsOnSeam(row.UpdatedTime.ToUnixTimeMilliseconds());

    private bool IsOnSeam(long time) =>
        (CutEnds.Start is { } start && time <= start + 1) || (CutEnds.End is { } end && time >= end - 1);

    /// <summary>The first of some rows that <see cref="IsEvidence"/>, or -1.</summary>
    public int FirstEvidence(IReadOnlyList<MarginForceOrder> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (IsEvidence(rows[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
