using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// A part of a window: the milliseconds it owns, and the window that is requested for them. Requests of neighbouring parts overlap by two
/// milliseconds, so that an order on their boundary is in one of them whether the exchange counts the ends of a window in or out.
/// </summary>
/// <param name="From">The first millisecond it owns.</param>
/// <param name="To">The last millisecond it owns.</param>
/// <param name="Request">The window requested for it.</param>
internal readonly record struct WindowPart(long From, long To, TimeWindow Request)
{
    /// <summary>How far the request reaches beyond what a part owns, in milliseconds, at each inner end.</summary>
    public const int Overlap = 1;

    /// <summary>A window as one part: its ends are requested as they are.</summary>
    public static WindowPart Whole(long start, long end) => new(start, end, new TimeWindow(start, end));

    /// <summary>Whether it is worth a request but need not be answered: when it is refused, it has no rows. What it is cut into is a part like any other.</summary>
    public bool MayBeRefused { get; init; }

    /// <summary>How many milliseconds it owns.</summary>
    public long Length => To - From + 1;

    /// <summary>How long the requested window is, in milliseconds.</summary>
    public long RequestLength => Request.End!.Value - Request.Start!.Value;

    /// <summary>Cuts it into equal parts whose requests are no longer than <paramref name="longest"/> milliseconds.</summary>
    public IEnumerable<WindowPart> CutTo(long longest)
    {
        if (RequestLength <= longest)
        {
            return [this];
        }

        long usable = Math.Max(1, longest - (2 * Overlap));
        return Cut((Length + usable - 1) / usable);
    }

    /// <summary>Cuts it into equal parts, oldest first; into as many as it has milliseconds, if that is less.</summary>
    public IEnumerable<WindowPart> Cut(long count)
    {
        long parts = Math.Min(Math.Max(1, count), Length);
        return CutAt(Bounds(From, Length / parts, Length % parts, parts));

        static IEnumerable<long> Bounds(long from, long share, long rest, long parts)
        {
            for (long i = 1; i < parts; i++)
            {
                yield return from + (i * share) + Math.Min(i, rest);
            }
        }
    }

    /// <summary>Cuts it before each of these times. They come oldest first; those outside it do not count.</summary>
    public IEnumerable<WindowPart> CutAt(IEnumerable<long> times)
    {
        (long from, long? start) = (From, Request.Start);
        foreach (long time in times)
        {
            if (time > from && time <= To)
            {
                yield return new WindowPart(from, time - 1, new TimeWindow(start, time - 1 + Overlap));
                (from, start) = (time, time - Overlap);
            }
        }

        yield return new WindowPart(from, To, new TimeWindow(start, Request.End));
    }
}
