namespace PortfolioMargin.Client.Paging;

/// <summary>Bounds the requests that a moving list may cost beyond its pages.</summary>
internal sealed class WalkBudget
{
    /// <summary>Extra requests that any walk may spend.</summary>
    private const long Base = 32;

    /// <summary>Extra requests for each page's worth of rows that the walk has advanced by.</summary>
    private const long PerPage = 4;

    private double _pages;
    private long _spent;

    /// <summary>The walk has advanced.</summary>
    public void Earn(long rows, int pageSize) => _pages += (double)rows / pageSize;

    /// <summary>Takes one extra request.</summary>
    /// <exception cref="IncompleteListException">None is left.</exception>
    public void Spend()
    {
        if (++_spent > Base + (PerPage * _pages))
        {
            throw new IncompleteListException(FormattableString.Invariant(
                $"The list of orders kept changing while it was read: {_spent - 1} extra requests did not make it hold still. The orders handed out so far are right, but there may be more."));
        }
    }
}
