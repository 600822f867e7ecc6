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
    /// <summary>No order is older: the exchange opened in July 2017.</summary>
    private static readonly long BeforeTheExchange = new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>How often the parts are read again when they lack something.</summary>
    private const int MostRepeats = 3;

    private ulong? _total;

    /// <summary>How much of the total that the list told has been returned, from 0 to 1; <see langword="null"/> when it told none.</summary>
    public double? Progress => _total is { } total ? Math.Min(1, seen.Count / (double)Math.Max(1, total)) : null;

    /// <summary>Returns the rows, oldest part first; what the parts lack comes last.</summary>
    /// <param name="end">The window's end, or <see langword="null"/> when nobody named one.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="IncompleteListException">The exchange keeps rows to itself that its total counts.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(long? end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unbounded = new TimeWindow(null, end);
        var began = ReadStart.Now(clock);
        Page<TRow> first = await reader.ReadPageAsync(reader.Request(unbounded), cancellationToken).ConfigureAwait(false);
        _total = first.Total;
        if (Snapshot.IsWhole(first, endpoint.MaximumSize, endpoint.DefaultSize))
        {
            window.CompleteUntil = Math.Min(began.Earliest, end ?? long.MaxValue);
            yield return seen.TakeNew(first.Rows);
            yield break;
        }

        IReadOnlyList<TRow> known = first.Rows;
        if (first.Total is null)
        {
            // Nothing tells where the list ends but its pages, and nothing would tell that a long window was shortened.
            limit.Shorten(LengthLimit.ShortestDocumented);
            await foreach (IReadOnlyList<TRow> rows in ReadPagesAsync(unbounded, cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
            }
        }
        else if (first.Total > (ulong)first.Rows.Count && first.Rows.Count > 0)
        {
            long lastPage = (long)Math.Min((first.Total.Value - 1) / (ulong)first.Rows.Count, long.MaxValue / 2) + 1;
            Page<TRow> last = await reader.ReadPageAsync(reader.Request(unbounded, lastPage), cancellationToken).ConfigureAwait(false);
            known = [.. known, .. last.Rows];
        }

        long oldest = known.Select(endpoint.TimeOf).Append(seen.Oldest ?? DateTimeOffset.MaxValue).Min().ToUnixTimeMilliseconds();
        for (int repeats = 0; ; repeats++)
        {
            await foreach (IReadOnlyList<TRow> rows in ReadFromAsync(oldest, end, repeats == 0 ? first.Total : null, cancellationToken).ConfigureAwait(false))
            {
                yield return seen.TakeNew(rows);
            }

            // The count is asked for when all parts have been read, and before the look: what moved out of sight until then is seen by the
            // look. The first time it need not be the count of a moving list, so they are asked for side by side; not where the user limited
            // what is in flight, because the look may need all of that.
            ulong? total;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<ulong?> count = reader.ReadTotalAsync(unbounded, stop.Token);
            try
            {
                if (repeats > 0 || window.Limit < ForceOrderQuery.MaximumThrottleLimit)
                {
                    await count.ConfigureAwait(false);
                }

                yield return seen.TakeNew(known);
                await foreach (IReadOnlyList<TRow> rows in window.LookAsync(began, end ?? WindowReader<TRow>.OpenEnd(clock), end is null, cancellationToken).ConfigureAwait(false))
                {
                    yield return seen.TakeNew(rows);
                }

                total = await count.ConfigureAwait(false);
            }
            finally
            {
                await Reads.StopAsync(stop, [count]).ConfigureAwait(false);
            }

            if (total is null || (repeats == 0 ? IsStill(first.Total, total, began) : (ulong)seen.Count >= total))
            {
                yield break;
            }

            if (repeats == MostRepeats)
            {
                throw new IncompleteListException(FormattableString.Invariant(
                    $"The exchange says that the list has {total} orders but shows only {seen.Count}. The orders returned so far are right, but there may be more."));
            }

            // Pages bring what no window shows. They prove nothing, so the parts are read again, from the oldest row known now.
            began = ReadStart.Now(clock);
            await foreach (IReadOnlyList<TRow> rows in ReadPagesAsync(unbounded, cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
            }

            limit.Shorten(LengthLimit.ShortestDocumented);
            oldest = Math.Min(oldest, (seen.Oldest ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds());
        }
    }

    /// <summary>
    /// Whether nothing moved while the list was read, and all of it was. Orders that left the list meanwhile would hide as many that long
    /// windows did not show, so the count of a list that moved proves nothing of them.
    /// </summary>
    private bool IsStill(ulong? before, ulong? after, ReadStart began) =>
        before == after && after == (ulong)seen.Count && seen.Newest?.ToUnixTimeMilliseconds() < began.Earliest;

    /// <summary>The rows of all parts from a time on; before them those of whatever comes before it, unless the exchange refuses to say.</summary>
    /// <param name="oldest">The time.</param>
    /// <param name="end">The window's end, or <see langword="null"/> when nobody named one.</param>
    /// <param name="total">How many rows are expected, or <see langword="null"/> when only a first response can tell.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    private IAsyncEnumerable<IReadOnlyList<TRow>> ReadFromAsync(long oldest, long? end, ulong? total, CancellationToken cancellationToken)
    {
        long last = end ?? WindowReader<TRow>.OpenEnd(clock);
        long start = Math.Min(BeforeTheExchange, last - 1);
        var whole = WindowPart.Whole(start, last);
        WindowPart[] cut = [.. whole.CutAt([Math.Min(Math.Max(oldest, start + 1), last)])];
        long parts = total is null ? 1 : Snapshot.PartsFor(total, endpoint.MaximumSize);

        // Windows as short as any list documents are not refused for their length, so nothing is learned from the first one alone.
        bool areShort = cut[1].Length / parts < LengthLimit.ShortestDocumented;
        return window.ReadPartsAsync(
            whole,
            cut[1].Cut(parts).SelectMany(part => part.CutTo(limit.Longest)).Prepend(cut[0] with { MayBeRefused = true }),
            atOnce: areShort ? int.MaxValue : 2,
            cancellationToken);
    }

    /// <summary>The list's pages, one after the other, as they are.</summary>
    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadPagesAsync(
        TimeWindow unbounded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ulong places = 0;
        for (long number = 1; ; number++)
        {
            Page<TRow> page = await reader.ReadPageAsync(reader.Request(unbounded, number), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<TRow> fresh = seen.TakeNew(page.Rows);
            yield return fresh;
            places += (ulong)page.Rows.Count;
            if (page.Rows.Count == 0 || (page.Total is { } total ? places >= total : fresh.Count == 0))
            {
                yield break;
            }
        }
    }
}
