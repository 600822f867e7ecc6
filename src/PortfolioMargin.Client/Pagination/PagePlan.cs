namespace PortfolioMargin.Client.Pagination;

/// <summary>The pages that hold a range of rows of the exchange's list.</summary>
/// <param name="PageSize">Rows in a page.</param>
/// <param name="FirstPage">The page that holds the range's first row, from 1.</param>
/// <param name="SkipInFirstPage">Rows of that page that come before the range.</param>
/// <param name="Take">The most rows to return.</param>
internal readonly record struct PagePlan(int PageSize, long FirstPage, int SkipInFirstPage, ulong Take)
{
    /// <summary>Plans a range with the fewest requests.</summary>
    /// <param name="skip">Rows of the list to pass over.</param>
    /// <param name="take">The most rows to return.</param>
    /// <param name="pageSize">The page size, or <see langword="null"/> to choose it.</param>
    /// <param name="largest">The largest page the exchange serves.</param>
    public static PagePlan Create(ulong skip, ulong take, int? pageSize, int largest)
    {
        int size = pageSize ?? ChoosePageSize(skip, take, largest);

        // No list is that long; what matters is that places in it are still numbers that can be reckoned with.
        ulong place = Math.Min(skip, long.MaxValue / 2);
        return new PagePlan(size, (long)(place / (ulong)size) + 1, (int)(place % (ulong)size), take);
    }

    /// <summary>
    /// The size whose pages cover the range with the fewest requests; of those, the one that brings the fewest rows that nobody asked for.
    /// </summary>
    private static int ChoosePageSize(ulong skip, ulong wanted, int largest)
    {
        if (wanted == 0 || wanted > ulong.MaxValue - skip - (ulong)largest)
        {
            return largest;
        }

        int best = largest;
        ulong fewest = ulong.MaxValue;
        for (int size = largest; size >= 1; size--)
        {
            ulong requests = ((skip + wanted - 1) / (ulong)size) - (skip / (ulong)size) + 1;
            if (requests <= fewest)
            {
                fewest = requests;
                best = size;
            }

            if ((ulong)size * fewest < wanted)
            {
                break;
            }
        }

        return best;
    }
}
