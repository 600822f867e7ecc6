using System.Runtime.CompilerServices;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Reads every row of a list for which nobody named a start: how far back it reaches is the exchange's choice. The list without bounds tells
/// its total and its oldest row; parts are read as of any window, and what they lack of that total is read by pages.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class UnboundedReader<TRow>(
    PartReader<TRow> reader, Endpoint<TRow> endpoint, SeenRows<TRow> seen, WindowReader<TRow> window, IExchangeClock clock, LengthLimit limit)
{
    /// <summary>How often the list is read again for what the parts lack: by pages, and in windows of the shortest documented limit, by turns.</summary>
    private const int MostPasses = 4;

    /// <summary>Returns the rows, oldest part first; what the parts lack comes last.</summary>
    /// <param name="end">The window's end, or <see langword="null"/> when nobody named one.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="IncompleteListException">The exchange keeps rows to itself that its total counts.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(long? end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = ReadStart.Now(clock);
        var unbounded = new TimeWindow(null, end);
        Page<TRow> first = await reader.ReadPageAsync(reader.Request(unbounded), cancellationToken).ConfigureAwait(false);
        if (Snapshot.IsWhole(first, endpoint.MaximumSize, endpoint.DefaultSize))
        {
            window.CompleteUntil = Math.Min(began.Earliest, end ?? long.MaxValue);
            yield return seen.TakeNew(first.Rows);
            yield break;
        }

        if (first.Total is null)
        {
            // Nothing would tell that a long window was shortened.
            limit.Shorten(LengthLimit.ShortestDocumented);
        }

        long last = end ?? WindowReader<TRow>.OpenEnd(clock);
        long oldest = Math.Min(await FindOldestAsync(unbounded, first, cancellationToken).ConfigureAwait(false), last);
        await foreach (IReadOnlyList<TRow> rows in window.ReadAsync(oldest, last, end is null, cancellationToken).ConfigureAwait(false))
        {
            yield return rows;
        }

        yield return seen.TakeNew(first.Rows);
        await foreach (IReadOnlyList<TRow> rows in ReadLackingAsync(unbounded, oldest, last, cancellationToken).ConfigureAwait(false))
        {
            yield return rows;
        }
    }

    /// <summary>The oldest row that the first page and the last one show; a millisecond earlier, so that it is inside the window.</summary>
    private async Task<long> FindOldestAsync(TimeWindow unbounded, Page<TRow> first, CancellationToken cancellationToken)
    {
        IEnumerable<TRow> known = first.Rows;
        if (first.Total is { } total && total > (ulong)first.Rows.Count)
        {
            long lastPage = (long)Math.Min((total - 1) / (ulong)endpoint.MaximumSize, long.MaxValue / 2) + 1;
            Page<TRow> last = await reader.ReadPageAsync(reader.Request(unbounded, lastPage), cancellationToken).ConfigureAwait(false);
            known = known.Concat(last.Rows);
        }

        return OldestOf(known) - WindowPart.Overlap;
    }

    /// <summary>Compares what was read with the list without bounds, and reads again what is not there yet.</summary>
    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadLackingAsync(
        TimeWindow unbounded, long oldest, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int pass = 0; ; pass++)
        {
            Page<TRow> now = await reader.ReadPageAsync(reader.Request(unbounded), cancellationToken).ConfigureAwait(false);
            yield return seen.TakeNew(now.Rows);
            if (now.Total is { } listed ? (ulong)seen.Count >= listed : pass > 0)
            {
                yield break;
            }

            if (pass == MostPasses)
            {
                throw new IncompleteListException(FormattableString.Invariant(
                    $"The exchange says that the list has {now.Total} orders but shows only {seen.Count}. The orders returned so far are right, but there may be more."));
            }

            if (pass % 2 == 0)
            {
                await foreach (IReadOnlyList<TRow> rows in ReadPagesAsync(unbounded, cancellationToken).ConfigureAwait(false))
                {
                    yield return rows;
                }
            }

            // Pages alone prove nothing: what is older than the parts were is read in parts too.
            long earlier = Math.Min(oldest, OldestSeen(oldest));
            if (pass % 2 == 1 || earlier < oldest)
            {
                limit.Shorten(LengthLimit.ShortestDocumented);
                await foreach (IReadOnlyList<TRow> rows in window.ReadAsync(earlier, pass % 2 == 1 ? last : oldest, isOpen: false, cancellationToken).ConfigureAwait(false))
                {
                    yield return rows;
                }

                oldest = earlier;
            }
        }
    }

    /// <summary>The list's pages, one after the other, as they are.</summary>
    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadPagesAsync(
        TimeWindow unbounded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long number = 1; ; number++)
        {
            Page<TRow> page = await reader.ReadPageAsync(reader.Request(unbounded, number), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<TRow> fresh = seen.TakeNew(page.Rows);
            yield return fresh;
            bool isLast = page.Total is { } total ? (ulong)number * (ulong)endpoint.MaximumSize >= total : fresh.Count == 0;
            if (page.Rows.Count == 0 || isLast)
            {
                yield break;
            }
        }
    }

    private long OldestSeen(long otherwise) => seen.Oldest is { } time ? time.ToUnixTimeMilliseconds() - WindowPart.Overlap : otherwise;

    private long OldestOf(IEnumerable<TRow> rows) => rows.Min(row => endpoint.TimeOf(row).ToUnixTimeMilliseconds());
}
