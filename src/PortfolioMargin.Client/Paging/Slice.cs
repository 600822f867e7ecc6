namespace PortfolioMargin.Client.Paging;

/// <summary>A page seen as what it is: a run of neighbouring rows of the list.</summary>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="Size">Rows in a page.</param>
internal readonly record struct Slice(long Page, int Size)
{
    /// <summary>The place in the list of the slice's first row, from 0.</summary>
    public long Offset => (Page - 1) * Size;

    /// <summary>
    /// The slice that holds the rows from <paramref name="low"/> to <paramref name="high"/> (places in the list, from 0) and reaches
    /// furthest beyond them. Pages begin at multiples of their size only, so it is the size that is varied.
    /// </summary>
    /// <returns>A slice that holds <paramref name="low"/>; it also reaches beyond <paramref name="high"/> whenever a size can do that.</returns>
    public static Slice Covering(long low, long high, int largest)
    {
        var best = new Slice((low / largest) + 1, largest);
        long furthest = -1;
        for (int size = largest; size >= 1; size--)
        {
            var slice = new Slice((low / size) + 1, size);
            long end = slice.Offset + size;
            if (end > high + 1 && end > furthest)
            {
                furthest = end;
                best = slice;
            }
        }

        return best;
    }
}
