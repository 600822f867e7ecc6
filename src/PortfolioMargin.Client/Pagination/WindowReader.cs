using System.Runtime.CompilerServices;
using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Reads every row of a window: in parts that each fit into one response, then one look at what changed meanwhile. A row that changed
/// meanwhile comes once more, as it is then. docs/pagination.md has the argument.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class WindowReader<TRow>(PartReader<TRow> reader, IExchangeClock clock, LengthLimit limit)
{
    /// <summary>
    /// How much later than our best guess of the exchange's time an open window ends. The guess may be off by the second that a
    /// <c>Date</c> header does not show, and by the time a request takes.
    /// </summary>
    public const long OpenEndMargin = 5_000;

    /// <summary>A look that had to be cut is looked after again, so many times at most.</summary>
    private const int MostLooks = 8;

    /// <summary>How much of the window has been returned, from 0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Parts held at most.</summary>
    public required int Limit { get; init; }

    /// <summary>Up to this time, by the exchange's clock, the list was read whole; in Unix milliseconds, known at the end.</summary>
    public long CompleteUntil { get; set; }

    /// <summary>The end of a window that names none, in Unix milliseconds.</summary>
    public static long OpenEnd(IExchangeClock clock) => clock.Latest + OpenEndMargin;

    /// <summary>Returns the rows of a window part by part, oldest first.</summary>
    /// <param name="start">The window's start.</param>
    /// <param name="end">The window's end.</param>
    /// <param name="isOpen">Whether nobody named the end: then it may have to move.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(
        long start, long end, bool isOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = ReadStart.Now(clock);
        int before = reader.Responses;
        await foreach (IReadOnlyList<TRow> rows in ReadPartsAsync(WindowPart.Whole(start, end), cancellationToken).ConfigureAwait(false))
        {
            yield return rows;
        }

        if (NeedsLook(began, end, isOpen, reader.Responses - before))
        {
            await foreach (IReadOnlyList<TRow> rows in LookAsync(began, end, isOpen, cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
            }
        }
        else
        {
            CompleteUntil = Math.Min(began.Earliest, end);
        }

        Progress = 1;
    }

    /// <summary>
    /// Returns what arrived, or was updated, since a read began. Such an order has moved to the time of its change, perhaps from a part that
    /// was still to be read into one that had been.
    /// </summary>
    /// <exception cref="IncompleteListException">The list changes faster than it can be read.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> LookAsync(
        ReadStart began, long end, bool isOpen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long readTo = end;
        for (int look = 1; look <= MostLooks; look++)
        {
            long from = Math.Min(began.Earliest, readTo) - WindowPart.Overlap;
            long to = isOpen ? Math.Max(OpenEnd(clock), end) : Math.Max(from, Math.Min(OpenEnd(clock), end));
            began = ReadStart.Now(clock);
            int before = reader.Responses;
            await foreach (IReadOnlyList<TRow> rows in ReadPartsAsync(WindowPart.Whole(from, to), cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
            }

            readTo = to;
            CompleteUntil = Math.Min(began.Earliest, to);
            if (reader.Responses - before <= 1)
            {
                yield break;
            }
        }

        throw new IncompleteListException(
            "The list of orders kept changing faster than it could be read. The orders returned so far are right, but there may be more.");
    }

    /// <summary>Returns the rows of a window, oldest part first: as it stands when its part is read.</summary>
    public IAsyncEnumerable<IReadOnlyList<TRow>> ReadPartsAsync(WindowPart whole, CancellationToken cancellationToken) =>
        ReadPartsAsync(whole, whole.CutTo(limit.Longest), atOnce: 1, cancellationToken);

    /// <summary>The same of a window that is cut already.</summary>
    /// <param name="whole">The window.</param>
    /// <param name="parts">Its parts, oldest first.</param>
    /// <param name="atOnce">How many of them are read side by side until the first has shown how the exchange answers.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadPartsAsync(
        WindowPart whole, IEnumerable<WindowPart> parts, int atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scheduler = new PartScheduler<TRow>(reader, parts, newestFirst: false, cancellationToken) { Limit = Math.Min(atOnce, Limit) };
        await using (scheduler.ConfigureAwait(false))
        {
            while (await scheduler.NextAsync().ConfigureAwait(false) is { } rows)
            {
                scheduler.Limit = Limit;
                Progress = Math.Max(Progress, ShareOf(whole, scheduler.Current!.Value.To));
                yield return rows;
            }
        }
    }

    private static double ShareOf(WindowPart whole, long returnedTo) =>
        whole.To <= whole.From ? 1 : Math.Min(1, Math.Max(0, (returnedTo - whole.From) / (double)(whole.To - whole.From)));

    /// <summary>
    /// One response is one state of the list, and needs no look; more than one do, unless the window had ended before the read began. So
    /// does an open window whose end proves to be in the past, because our clock was slow.
    /// </summary>
    public static bool NeedsLook(ReadStart began, long end, bool isOpen, int responses) =>
        isOpen ? responses > 1 || end < began.Latest : responses > 1 && end >= began.Earliest;
}
