namespace PortfolioMargin.Client.Paging;

/// <summary>The identities of the orders handed out so far.</summary>
internal sealed class SeenOrders
{
    private readonly HashSet<OrderIdentity> _identities = [];

    /// <summary>The window being walked; its cut ends overlap the neighbouring windows.</summary>
    public TimeWindow CutEnds { get; set; }

    /// <summary>
    /// The rows that were not handed out yet, which from now on count as handed out.
    /// </summary>
    /// <param name="rows">Rows as they were read.</param>
    /// <param name="drop">How many of the first ones are not wanted.</param>
    public IReadOnlyList<MarginForceOrder> TakeNew(IReadOnlyList<MarginForceOrder> rows, int drop = 0)
    {
        List<MarginForceOrder>? kept = drop > 0 ? new List<MarginForceOrder>(rows.Count) : null;
        for (int i = drop; i < rows.Count; i++)
        {
            bool isNew = _identities.Add(OrderIdentity.Of(rows[i]));
            if (!isNew && kept is null)
            {
                kept = new List<MarginForceOrder>(rows.Count);
                for (int j = 0; j < i; j++)
                {
                    kept.Add(rows[j]);
                }
            }
            else if (isNew)
            {
                kept?.Add(rows[i]);
            }
        }

        return kept ?? rows;
    }

    /// <summary>
    /// Whether a row shows that a page overlaps what was read of this window: it was handed out, and not perhaps by the neighbouring
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
