namespace PortfolioMargin.Client.Paging;

/// <summary>A page seen as what it is: a run of neighbouring rows of the list.</summary>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="Size">Rows in a page.</param>
internal readonly record struct Slice(long Page, int Size)
{
    /// <summary>The place in the list of the slice's first row, from 0.</summary>
    public long Offset => (Page - 1) * Size;

    /// <summary>The place after the slice's last row.</summary>
    public long End => Offset + Size;

    /// <summary>
    /// The slice that holds a place in the list (from 0) and reaches furthest beyond it. Pages begin at multiples of their size only, so it
    /// is the size that is varied.
    /// </summary>
    public static Slice Covering(long place, int largest)
    {
        var best = new Slice((place / largest) + 1, largest);
        for (int size = largest - 1; size >= 1; size--)
        {
            var slice = new Slice((place / size) + 1, size);
            if (slice.End > best.End)
            {
                best = slice;
            }
        }

        return best;
    }
}
