using System.Runtime.CompilerServices;

namespace PortfolioMargin.Client.Paging;

/// <summary>Walks a window that the exchange refuses as too long, in pieces that it accepts.</summary>
internal sealed class PiecesWalk(WalkContext context, TimeWindow window, ForceOrderQuery query)
{
    private readonly int _pageSize = query.PageSize ?? ForceOrderQuery.MaximumPageSize;

    /// <summary>Orders in all pieces together, once all have been asked; orders on a seam can count twice.</summary>
    public ulong? Total { get; private set; }

    /// <summary>
    /// Hands out the rows in the exchange's order, piece by piece. Rows to skip are read and counted: the totals of two pieces may both
    /// count an order on their seam, so they do not tell on which page the first wanted row is.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (IReadOnlyList<TimeWindow> pieces, ForceOrderPage newest) = await CutAsync(cancellationToken).ConfigureAwait(false);
        ulong skip = query.Skip;
        ulong? unread = query.Take is { } take ? take + Math.Min(skip, ulong.MaxValue - take) : null;
        await foreach ((TimeWindow piece, ForceOrderPage head) in HeadsAsync(pieces, newest, cancellationToken).ConfigureAwait(false))
        {
            context.Seen.CutEnds = new TimeWindow(piece.Start == window.Start ? null : piece.Start, piece.End == window.End ? null : piece.End);
            var list = new ListWalk(context, piece, RowRange.Plan(skip: 0, unread, _pageSize));
            await foreach (IReadOnlyList<MarginForceOrder> rows in list.WalkAsync(head, cancellationToken).ConfigureAwait(false))
            {
                unread -= (ulong)rows.Count;
                int skipped = (int)Math.Min(skip, (ulong)rows.Count);
                skip -= (ulong)skipped;
                yield return skipped == 0 ? rows : [.. rows.Skip(skipped)];
            }

            if (unread == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Halves the window, keeping its newest end, until the exchange accepts it; the rest is cut into pieces of that length.</summary>
    private async Task<(IReadOnlyList<TimeWindow> Pieces, ForceOrderPage Newest)> CutAsync(CancellationToken cancellationToken)
    {
        long start = window.Start!.Value;
        long end = window.End!.Value;
        for (long length = (end - start + 1) / 2; ; length = (length + 1) / 2)
        {
            var piece = new TimeWindow(end - length, end);
            if (await TryReadAsync(context.Source, piece, 1, _pageSize, cancellationToken).ConfigureAwait(false) is { } page)
            {
                return (WindowPieces.Cut(start, end, length), page);
            }
        }
    }

    /// <summary>
    /// The pieces with their first pages, in the exchange's own order. That order is learned from the newest pieces; first pages that were
    /// read meanwhile are kept for their turn. Where no piece shows it, the oldest comes first, as the exchange's general information has it.
    /// </summary>
    private async IAsyncEnumerable<(TimeWindow Piece, ForceOrderPage Head)> HeadsAsync(
        IReadOnlyList<TimeWindow> pieces, ForceOrderPage newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new PieceHeads(pieces.Count, newest, context.ThrottleLimit, (i, token) => ReadAsync(pieces[i], 1, token), cancellationToken);
        await using (heads.ConfigureAwait(false))
        {
            var order = new TimeOrder();
            var read = new List<ForceOrderPage>();
            while (read.Count < pieces.Count && (query.IncludeTotalCount || !order.IsKnown))
            {
                read.Add(await heads.ReadAsync(read.Count, step: 1).ConfigureAwait(false));
                order.Observe(read[read.Count - 1].Rows, continues: false);
            }

            Total = read.Count == pieces.Count ? read.Aggregate((ulong?)0, (sum, head) => sum + head.Total) : null;
            bool newestFirst = order.IsDescending || order.IsOther;
            for (int n = 0; n < pieces.Count; n++)
            {
                int i = newestFirst ? n : pieces.Count - 1 - n;
                yield return (pieces[i], await heads.ReadAsync(i, step: newestFirst ? 1 : -1).ConfigureAwait(false));
                heads.Forget(i);
            }
        }
    }

    private Task<ForceOrderPage> ReadAsync(TimeWindow piece, long page, CancellationToken cancellationToken) =>
        context.Source.ReadPageAsync(new PageRequest(piece, page, _pageSize), cancellationToken);

    /// <summary>Reads a page, or nothing if the exchange refuses the window for its length and it can still be cut.</summary>
    public static async Task<ForceOrderPage?> TryReadAsync(
        IPageSource source, TimeWindow window, long page, int size, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadPageAsync(new PageRequest(window, page, size), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidTimeRangeException refusal) when (refusal.IntervalTooLong && window.End - window.Start > WindowPieces.Smallest)
        {
            return null;
        }
    }
}
