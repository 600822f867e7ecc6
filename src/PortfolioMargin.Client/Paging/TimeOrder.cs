namespace PortfolioMargin.Client.Paging;

/// <summary>The direction in which the exchange sorts its list, as far as the pages read so far show it.</summary>
internal sealed class TimeOrder
{
    private bool _rises;
    private bool _falls;

    /// <summary>Oldest first.</summary>
    public bool IsAscending => _rises && !_falls;

    /// <summary>Newest first.</summary>
    public bool IsDescending => _falls && !_rises;

    /// <summary>Not by time.</summary>
    public bool IsOther => _rises && _falls;

    /// <summary>Whether any two rows have shown it.</summary>
    public bool IsKnown => _rises || _falls;

    /// <summary>Looks at the rows of one page; rows of different pages may have shifted against each other.</summary>
    public void Observe(IReadOnlyList<MarginForceOrder> rows)
    {
        for (int i = 1; i < rows.Count && !IsOther; i++)
        {
            int step = rows[i].UpdatedTime.CompareTo(rows[i - 1].UpdatedTime);
            _rises |= step > 0;
            _falls |= step < 0;
        }
    }
}
