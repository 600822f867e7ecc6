using System.Runtime.CompilerServices;

namespace PortfolioMargin.Client.Paging;

/// <summary>Walks a window that the exchange refuses as too long, in pieces that it accepts.</summary>
internal sealed class PiecesWalk(WalkContext context, WindowPin pin, PageWalkQuery query)
{
    private readonly int _pageSize = query.PageSize ?? PageWalkQuery.MaximumPageSize;

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
            context.Seen.CutEnds = new TimeWindow(piece.Start == pin.Window.Start ? null : piece.Start, piece.End == pin.Window.End ? null : piece.End);
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
        long start = pin.Window.Start!.Value;
        long end = pin.Window.End!.Value;
        for (long length = (end - start + 1) / 2; ; length = (length + 1) / 2)
        {
            if (await TryReadAsync(context.Source, new TimeWindow(end - length, end), 1, _pageSize, cancellationToken).ConfigureAwait(false) is { } page)
            {
                if (pin.Correct(page))
                {
                    end = pin.Window.End!.Value;
                    page = await ReadAsync(new TimeWindow(end - length, end), 1, cancellationToken).ConfigureAwait(false);
                }

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
        // Who wants the first rows only may need no other piece.
        int depth = query.Take is null || query.IncludeTotalCount ? context.ThrottleLimit : 1;
        var heads = new PieceHeads(pieces.Count, newest, depth, (i, token) => ReadAsync(pieces[i], 1, token), cancellationToken);
        await using (heads.ConfigureAwait(false))
        {
            var order = new TimeOrder();
            ulong? total = 0;
            int asked = 0;
            while (asked < pieces.Count && (query.IncludeTotalCount || !order.IsKnown))
            {
                ForceOrderPage head = await heads.ReadAsync(asked++, step: 1).ConfigureAwait(false);
                order.Observe(head.Rows, continues: false);
                total += head.Total;
            }

            Total = asked == pieces.Count ? total : null;
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
        catch (TimeRangeRefusedException refusal) when (refusal.IntervalTooLong && window.End - window.Start > WindowPieces.Smallest)
        {
            return null;
        }
    }
}
