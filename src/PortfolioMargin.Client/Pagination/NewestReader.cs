using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>Reads the newest rows of a window, from its newest part back, with as few requests as that takes.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class NewestReader<TRow>(PartReader<TRow> reader, Endpoint<TRow> endpoint, WindowReader<TRow> window, IExchangeClock clock, LengthLimit limit)
{
    /// <summary>Reads the newest rows, newest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="start">The window's start.</param>
    /// <param name="end">The window's end.</param>
    /// <param name="isOpen">Whether nobody named the end.</param>
    /// <param name="matches">Which rows count.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<TRow>> ReadAsync(
        int count, long start, long end, bool isOpen, Func<TRow, bool> matches, CancellationToken cancellationToken)
    {
        var began = ReadStart.Now(clock);
        var newest = new Dictionary<RowKey, TRow>();
        var scheduler = new PartScheduler<TRow>(reader, WindowPart.Whole(start, end).CutTo(limit.Longest).Reverse(), newestFirst: true, cancellationToken);
        await using (scheduler.ConfigureAwait(false))
        {
            while (newest.Count < count && await scheduler.NextAsync().ConfigureAwait(false) is { } rows)
            {
                Keep(newest, rows, matches);
                scheduler.Limit = Math.Min(window.Limit, scheduler.Limit * 2);
            }
        }

        if (WindowReader<TRow>.NeedsLook(began, end, isOpen, reader.Responses))
        {
            await foreach (IReadOnlyList<TRow> rows in window.LookAsync(began, end, isOpen, cancellationToken).ConfigureAwait(false))
            {
                Keep(newest, rows, matches);
            }
        }

        List<TRow> sorted = [.. newest.Values];
        sorted.Sort((one, other) => SeenRows<TRow>.Compare(endpoint, other, one));
        return sorted.Count > count ? sorted.GetRange(0, count) : sorted;
    }

    /// <summary>Keeps the latest state of each row.</summary>
    private void Keep(Dictionary<RowKey, TRow> newest, IReadOnlyList<TRow> rows, Func<TRow, bool> matches)
    {
        foreach (TRow row in rows.Where(matches))
        {
            RowKey key = endpoint.KeyOf(row);
            if (!newest.TryGetValue(key, out TRow? known) || endpoint.TimeOf(known) < endpoint.TimeOf(row))
            {
                newest[key] = row;
            }
        }
    }
}
