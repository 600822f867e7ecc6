using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Pagination;

/// <summary>What came of one part. A class: an asynchronous method that returns a struct is compiled for it alone.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
/// <param name="Rows">All rows of the part; <see langword="null"/> when it must be cut.</param>
/// <param name="Parts">The parts to read in its place.</param>
internal sealed record PartResult<TRow>(IReadOnlyList<TRow>? Rows, IReadOnlyList<WindowPart> Parts);

/// <summary>Reads one part: as one response that proves itself, or as the parts it must be cut into.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class PartReader<TRow>(IPageSource<TRow> source, Endpoint<TRow> endpoint, ListRequest filter, LengthLimit limit)
{
    private const int ReadsOfMillisecond = 4;

    private readonly CutBudget<TRow> _budget = new(endpoint);
    private int _responses;

    /// <summary>Requests made with the filter of this read.</summary>
    public ListRequest Request(TimeWindow window, long? page = null) =>
        filter with { Window = window, Size = endpoint.MaximumSize, Page = endpoint.HasPages ? page ?? 1 : null };

    /// <summary>How many responses have been read.</summary>
    public int Responses => Volatile.Read(ref _responses);

    /// <summary>Reads a part.</summary>
    /// <exception cref="IncompleteListException">It cannot be read whole.</exception>
    public async Task<PartResult<TRow>> ReadAsync(WindowPart part, CancellationToken cancellationToken)
    {
        if (part.MayBeRefused)
        {
            return await ReadIfAcceptedAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (part.RequestLength > limit.Longest)
        {
            return Cut(part.CutTo(limit.Longest));
        }

        Page<TRow> page;
        try
        {
            page = await ReadPageAsync(Request(part.Request), cancellationToken).ConfigureAwait(false);
            limit.Accept(part.RequestLength);
        }
        catch (RequestException refusal) when (refusal.ShorterWindowMayHelp && part.RequestLength >= LengthLimit.ShortestRefused)
        {
            return await CutRefusedAsync(part, refusal, cancellationToken).ConfigureAwait(false);
        }

        return await JudgeAsync(part, page, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads one response.</summary>
    public async Task<Page<TRow>> ReadPageAsync(ListRequest request, CancellationToken cancellationToken)
    {
        Page<TRow> page = await source.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _responses);
        return page;
    }

    /// <summary>How many rows the exchange says a window has. None of its rows are used, so it is not counted among the responses.</summary>
    public async Task<ulong?> ReadTotalAsync(TimeWindow window, CancellationToken cancellationToken) =>
        (await source.ReadAsync(Request(window), cancellationToken).ConfigureAwait(false)).Total;

    /// <summary>Reads a part, however long it is, that need not be answered.</summary>
    private async Task<PartResult<TRow>> ReadIfAcceptedAsync(WindowPart part, CancellationToken cancellationToken)
    {
        try
        {
            Page<TRow> page = await ReadPageAsync(Request(part.Request), cancellationToken).ConfigureAwait(false);
            return await JudgeAsync(part, page, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestException refusal) when (refusal.ShorterWindowMayHelp)
        {
            return new PartResult<TRow>([], []);
        }
    }

    /// <summary>Takes a response for the whole part, or says how to cut it.</summary>
    private async Task<PartResult<TRow>> JudgeAsync(WindowPart part, Page<TRow> page, CancellationToken cancellationToken)
    {
        if (Snapshot.IsWhole(page, endpoint.MaximumSize, endpoint.DefaultSize))
        {
            return new PartResult<TRow>(page.Rows, []);
        }

        _budget.Spend(page);
        if (part.Length == 1)
        {
            return new PartResult<TRow>(await ReadMillisecondAsync(part, cancellationToken).ConfigureAwait(false), []);
        }

        IReadOnlyList<long> cuts = ClusterCut.TimesFor(part, page.Rows.Select(row => endpoint.TimeOf(row).ToUnixTimeMilliseconds()), page.Total);
        return Cut(cuts.Count > 0 ? part.CutAt(cuts) : part.Cut(Snapshot.PartsFor(page.Total, endpoint.MaximumSize)));
    }

    private static PartResult<TRow> Cut(IEnumerable<WindowPart> parts) => new(null, [.. parts]);

    /// <summary>A refusal is about the window's length when a short window of the same time is accepted; otherwise it is what it says.</summary>
    private async Task<PartResult<TRow>> CutRefusedAsync(WindowPart part, RequestException refusal, CancellationToken cancellationToken)
    {
        long length = part.RequestLength;
        bool probed = limit.NeedsProbe(length);
        if (probed)
        {
            long end = part.Request.End!.Value;
            try
            {
                await ReadPageAsync(Request(new TimeWindow(end - LengthLimit.Probe, end)), cancellationToken).ConfigureAwait(false);
            }
            catch (RequestException again) when (again.ShorterWindowMayHelp)
            {
                throw refusal;
            }
        }

        limit.Refuse(length, probed);
        return Cut(part.CutTo(limit.Longest));
    }

    /// <summary>
    /// A millisecond cannot be cut. Where pages are numbered it is read by pages, until two reads in a row agree; where they are not, a
    /// response that is full stays unproven.
    /// </summary>
    private async Task<IReadOnlyList<TRow>> ReadMillisecondAsync(WindowPart part, CancellationToken cancellationToken)
    {
        HashSet<RowKey>? before = null;
        for (int read = 0; read < ReadsOfMillisecond; read++)
        {
            List<TRow>? rows = endpoint.HasPages
                ? await ReadPagesAsync(part.Request, cancellationToken).ConfigureAwait(false)
                : await ReadWholeAsync(part.Request, cancellationToken).ConfigureAwait(false);
            HashSet<RowKey>? now = rows is null ? null : [.. rows.Select(endpoint.KeyOf)];
            if (now is not null && (!endpoint.HasPages || (before is not null && now.SetEquals(before))))
            {
                return rows!;
            }

            before = now;
        }

        throw new IncompleteListException(FormattableString.Invariant(
            $"The exchange has more orders around {DateTimeOffset.FromUnixTimeMilliseconds(part.From):yyyy-MM-dd HH:mm:ss.fff} UTC than it shows, or its pages contradict each other. The orders returned so far are right, but there may be more."));
    }

    private async Task<List<TRow>?> ReadWholeAsync(TimeWindow window, CancellationToken cancellationToken)
    {
        Page<TRow> page = await ReadPageAsync(Request(window), cancellationToken).ConfigureAwait(false);
        return Snapshot.IsWhole(page, endpoint.MaximumSize, endpoint.DefaultSize) ? [.. page.Rows] : null;
    }

    /// <summary>All pages of a window, one after the other; <see langword="null"/> when they hold a row twice or other numbers than their totals.</summary>
    public async Task<List<TRow>?> ReadPagesAsync(TimeWindow window, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        var keys = new HashSet<RowKey>();
        for (long number = 1; ; number++)
        {
            Page<TRow> page = await ReadPageAsync(Request(window, number), cancellationToken).ConfigureAwait(false);
            _budget.Spend(page);
            bool agrees = page.Rows.All(row => keys.Add(endpoint.KeyOf(row))) && !(page.Total < (ulong)keys.Count);
            rows.AddRange(page.Rows);
            if (!agrees)
            {
                return null;
            }

            if (!Snapshot.IsFull(page, endpoint.MaximumSize) && !Snapshot.MayBeCut(page, endpoint.DefaultSize))
            {
                return page.Total is { } total && total != (ulong)rows.Count ? null : rows;
            }
        }
    }
}
