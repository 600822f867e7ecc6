using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Pagination;

/// <summary>Judges whether one response is the whole list of its window.</summary>
internal static class Snapshot
{
    /// <summary>How much finer than its total a window is cut: evenly spread rows then fit into each part.</summary>
    private const double Fineness = 1.5;

    /// <summary>The most parts one cut makes; a total that asks for more may be wrong.</summary>
    private const int MostParts = 256;

    /// <summary>A limit that exchanges use where 100 is documented.</summary>
    private const int LowerLimit = 50;

    /// <summary>Whether the response proves that it is whole: fewer rows than requested, and not fewer than its own total says.</summary>
    public static bool IsWhole<TRow>(Page<TRow> page, int requested, int defaultSize) =>
        !IsFull(page, requested) && !ContradictsTotal(page) && !MayBeCut(page, defaultSize);

    /// <summary>Whether the response has fewer rows than its total says.</summary>
    public static bool ContradictsTotal<TRow>(Page<TRow> page) => page.Total > (ulong)page.Rows.Count;

    /// <summary>
    /// Whether a response has as many rows as one shows that did not heed the number requested: the limit of another node, or the endpoint's
    /// default when no total speaks against it.
    /// </summary>
    public static bool MayBeCut<TRow>(Page<TRow> page, int defaultSize) =>
        page.Rows.Count == LowerLimit || (page.Rows.Count == defaultSize && (page.Total is not { } total || total < (ulong)defaultSize));

    /// <summary>Whether the response holds as many rows as were requested: then there may be more.</summary>
    public static bool IsFull<TRow>(Page<TRow> page, int requested) => page.Rows.Count >= requested;

    /// <summary>Into how many parts a window with so many rows is cut; in halves when the number is not known.</summary>
    public static int PartsFor(ulong? total, int size) =>
        total is { } rows ? (int)Math.Min(MostParts, Math.Max(2, Math.Ceiling(rows * Fineness / size))) : 2;
}
