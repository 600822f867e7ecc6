namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Bounds the requests that responses can cost which contradict themselves. A full response proves that there are rows to read; a total
/// that is larger than its rows proves nothing, and may be wrong for ever.
/// </summary>
internal sealed class CutBudget
{
    private const long Base = 256;
    private const long PerRow = 4;

    private long _rows;
    private long _spent;

    /// <summary>Rows were read.</summary>
    public void Earn(int rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>A response did not prove itself.</summary>
    /// <param name="total">Its total.</param>
    /// <param name="listed">Its rows.</param>
    /// <exception cref="IncompleteListException">That was one too many.</exception>
    public void Spend(ulong? total, int listed)
    {
        if (Interlocked.Increment(ref _spent) > Base + (PerRow * Interlocked.Read(ref _rows)))
        {
            string claim = total is { } said
                ? FormattableString.Invariant($"says that a window has {said} orders but lists only {listed}")
                : "lists orders that do not add up";
            throw new IncompleteListException(
                $"The exchange {claim}, however the window is cut. The orders returned so far are right, but there may be more.");
        }
    }
}
