using System.Runtime.CompilerServices;
using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Pagination;

/// <summary>Every row of a window, each once, or the newest of them.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class CompleteList<TRow> : IRowList<TRow>
{
    /// <summary>How far back the newest rows are looked for when nobody named a start.</summary>
    private static readonly TimeSpan ReachOfNewest = TimeSpan.FromDays(90);

    /// <summary>
    /// The earliest time that can be asked for is so much later than the documented limit, which moves while requests are under way. A start
    /// so much earlier than the limit was at the limit when it was named.
    /// </summary>
    private static readonly TimeSpan HistoryMargin = TimeSpan.FromMinutes(1);

    private readonly Endpoint<TRow> _endpoint;
    private readonly ForceOrderQuery _query;
    private readonly Func<TRow, bool> _matches;
    private readonly Action<string>? _warn;
    private readonly IExchangeClock _clock;
    private readonly LengthLimit _limit;
    private readonly PartReader<TRow> _reader;
    private readonly SeenRows<TRow> _seen;
    private readonly WindowReader<TRow> _window;
    private readonly UnboundedReader<TRow> _unbounded;

    /// <summary>Prepares a read; nothing is sent yet.</summary>
    /// <param name="source">Reads responses.</param>
    /// <param name="endpoint">The list.</param>
    /// <param name="query">The rows wanted.</param>
    /// <param name="filter">The filter that is sent with each request.</param>
    /// <param name="matches">The filter that is applied here.</param>
    /// <param name="clock">The exchange's clock.</param>
    /// <param name="warn">Told what the user should know.</param>
    public CompleteList(
        IPageSource<TRow> source,
        Endpoint<TRow> endpoint,
        ForceOrderQuery query,
        ListRequest filter,
        Func<TRow, bool> matches,
        IExchangeClock clock,
        Action<string>? warn)
    {
        _endpoint = endpoint;
        _query = query;
        _matches = query.EndTime is { } end ? row => matches(row) && endpoint.TimeOf(row) <= end : matches;
        _clock = clock;
        _warn = warn;
        _limit = new LengthLimit(IsUnbounded ? long.MaxValue : LengthLimit.ShortestDocumented);
        _reader = new PartReader<TRow>(source, endpoint, filter, _limit);
        _seen = new SeenRows<TRow>(endpoint);
        _window = new WindowReader<TRow>(_reader, clock, _limit) { Limit = query.ThrottleLimit ?? ForceOrderQuery.MaximumThrottleLimit };
        _unbounded = new UnboundedReader<TRow>(_reader, endpoint, _seen, _window, clock, _limit);
    }

    /// <inheritdoc/>
    public ulong? Total { get; private set; }

    /// <inheritdoc/>
    public double? Progress => _unbounded.Progress ?? _window.Progress;

    /// <inheritdoc/>
    public DateTimeOffset? HistoryStart { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? CompleteUntil { get; private set; }

    private bool IsUnbounded => _query is { StartTime: null, WindowLength: null, Newest: null };

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ulong skip = _query.Skip;
        ulong left = _query.Take ?? ulong.MaxValue;
        var held = new List<TRow>();
        ulong count = 0;
        await foreach (IReadOnlyList<TRow> batch in ReadMatchingAsync(cancellationToken).ConfigureAwait(false))
        {
            count += (ulong)batch.Count;
            IReadOnlyList<TRow> wanted = Take(batch, ref skip, ref left);
            if (_query.IncludeTotalCount)
            {
                held.AddRange(wanted);
                continue;
            }

            yield return wanted;
            if (left == 0)
            {
                yield break;
            }
        }

        Total = count;
        CompleteUntil = DateTimeOffset.FromUnixTimeMilliseconds(_window.CompleteUntil);
        if (held.Count > 0 || _query.IncludeTotalCount)
        {
            yield return held;
        }
    }

    private static IReadOnlyList<TRow> Take(IReadOnlyList<TRow> batch, ref ulong skip, ref ulong left)
    {
        int skipped = (int)Math.Min(skip, (ulong)batch.Count);
        int taken = (int)Math.Min(left, (ulong)(batch.Count - skipped));
        skip -= (ulong)skipped;
        left -= (ulong)taken;
        return taken == batch.Count ? batch : [.. batch.Skip(skipped).Take(taken)];
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadMatchingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<IReadOnlyList<TRow>> rows = _query.Newest is { } count ? ReadNewestAsync(count, cancellationToken)
            : IsUnbounded ? ReadUnboundedAsync(cancellationToken)
            : ReadWindowAsync(cancellationToken);
        await foreach (IReadOnlyList<TRow> batch in rows.ConfigureAwait(false))
        {
            yield return batch.All(_matches) ? batch : [.. batch.Where(_matches)];
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadWindowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (long start, long end, bool isOpen) = Bounds(_query.WindowLength ?? TimeSpan.Zero);
        if (start > end)
        {
            yield break;
        }

        await foreach (IReadOnlyList<TRow> rows in _window.ReadAsync(start, end, isOpen, cancellationToken).ConfigureAwait(false))
        {
            yield return _seen.TakeNew(rows);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadNewestAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (long start, long end, bool isOpen) = Bounds(_query.WindowLength ?? ReachOfNewest);
        if (start <= end)
        {
            var newest = new NewestReader<TRow>(_reader, _endpoint, _window, _clock, _limit);
            yield return await newest.ReadAsync(count, start, end, isOpen, _matches, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadUnboundedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<TRow> rows in _unbounded.ReadAsync(_query.EndTime?.ToUnixTimeMilliseconds(), cancellationToken).ConfigureAwait(false))
        {
            yield return rows;
        }

        long end = _query.EndTime?.ToUnixTimeMilliseconds() ?? _clock.Earliest;
        if (_seen.Oldest is not { } oldest || oldest.ToUnixTimeMilliseconds() > end - LengthLimit.ShortestDocumented)
        {
            _warn?.Invoke("The exchange showed no order older than 7 days. Without a start it decides how far back its list reaches: name -StartTime to look further.");
        }
    }

    /// <summary>
    /// The window's ends in Unix milliseconds. A start before the exchange's history moves to its beginning; a length counts back from now at
    /// the latest.
    /// </summary>
    private (long Start, long End, bool IsOpen) Bounds(TimeSpan length)
    {
        long now = WindowReader<TRow>.OpenEnd(_clock);
        // An end that lies ahead is none: each part of the future would cost a request, and it may prove to be the past, because our clock is slow.
        long named = _query.EndTime?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        bool isOpen = named > now;
        long end = isOpen ? now : named;
        long start = _query.StartTime?.ToUnixTimeMilliseconds() ?? Math.Max(0, Math.Min(end, _clock.Earliest) - (long)length.TotalMilliseconds);
        end = Math.Max(end, isOpen ? start : end);
        if (_endpoint.HistoryLimit is { } history)
        {
            long margin = (long)HistoryMargin.TotalMilliseconds;
            long earliest = _clock.Latest - (long)history.TotalMilliseconds + margin;
            // The newest orders before a time have no beginning that was asked for; they are all older than the history when that time is.
            long asked = _query is { StartTime: null, Newest: not null } ? end : start;
            if (asked < _clock.Earliest - (long)history.TotalMilliseconds - margin)
            {
                HistoryStart = DateTimeOffset.FromUnixTimeMilliseconds(earliest);
            }

            start = Math.Max(start, earliest);
        }

        return (start, end, isOpen);
    }
}
