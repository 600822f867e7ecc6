namespace PortfolioMargin.Client.Paging;

/// <summary>Cuts a window the exchange refuses as too long.</summary>
internal static class WindowPieces
{
    /// <summary>The shortest piece that is tried: one minute, in milliseconds. Intervals of other endpoints are limited to days, at the least 24 hours.</summary>
    public const long Smallest = 60_000;

    /// <summary>
    /// Pieces of at most <paramref name="length"/> milliseconds, newest first. Neighbours share one millisecond and the next, so that an
    /// order on a seam is in one of them whether the exchange counts a window's ends in or out.
    /// </summary>
    public static IReadOnlyList<TimeWindow> Cut(long start, long end, long length)
    {
        var pieces = new List<TimeWindow>();
        for (long to = end; ; to = Math.Max(start, to - length) + 1)
        {
            long from = Math.Max(start, to - length);
            pieces.Add(new TimeWindow(from, to));
            if (from == start)
            {
                return pieces;
            }
        }
    }
}
