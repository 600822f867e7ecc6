namespace PortfolioMargin.Client.Paging;

/// <summary>The direction in which the exchange sorts its list, as far as the pages read so far show it.</summary>
internal sealed class TimeOrder
{
    private bool _rises;
    private bool _falls;
    private DateTimeOffset? _last;

    /// <summary>Newest first.</summary>
    public bool IsDescending => _falls && !_rises;

    /// <summary>Not by time.</summary>
    public bool IsOther => _rises && _falls;

    /// <summary>Whether any two rows have shown it.</summary>
    public bool IsKnown => _rises || _falls;

    /// <summary>Looks at the rows of a page.</summary>
    /// <param name="rows">The rows in the exchange's order.</param>
    /// <param name="continues">Whether they come after all rows of the page looked at before, as far as is known.</param>
    public void Observe(IReadOnlyList<MarginForceOrder> rows, bool continues)
    {
        DateTimeOffset? before = continues ? _last : null;
        for (int i = 0; i < rows.Count && !IsOther; i++)
        {
            DateTimeOffset time = rows[i].UpdatedTime;
            _rises |= time > before;
            _falls |= time < before;
            before = time;
        }

        _last = rows.Count > 0 ? rows[rows.Count - 1].UpdatedTime : _last;
    }
}
