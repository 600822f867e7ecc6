using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Pagination;

namespace PortfolioMargin.Client.Watching;

/// <summary>How far one list has been seen: what a checkpoint holds of it.</summary>
/// <param name="From">From this time on, every identity that was listed is known; in Unix milliseconds.</param>
/// <param name="CompleteUntil">Up to this time the list was read whole; in Unix milliseconds.</param>
/// <param name="Seen">The identities.</param>
internal sealed record MarketProgress(long From, long CompleteUntil, SeenOrders Seen)
{
    /// <summary>
    /// When the watch began, by the clock of its machine, as long as no look has succeeded: then nothing else is known. The exchange's clock may
    /// not be known either by then.
    /// </summary>
    public long? Began { get; private init; }

    /// <summary>A watch that has begun and seen nothing yet.</summary>
    public static MarketProgress Beginning(long local) => new(0, 0, new SeenOrders()) { Began = local };
}

/// <summary>
/// Watches one list. Each look begins somewhat before the end of the last one and has no end, so it is one request as long as its rows fit
/// into one response; what it lists and was not seen before is new, whatever its time.
/// </summary>
internal sealed class MarketWatch
{
    /// <summary>A look reaches back at least so far: the exchange's clock is known to a second or so, and clocks are set.</summary>
    private const long LeastLookback = 10_000;

    /// <summary>A first window that begins later than it should by more than this is asked for again.</summary>
    private const long ClockTolerance = 10_000;

    private readonly Func<ForceOrderQuery, IForceOrderReader> _read;
    private readonly ForceOrderWatchQuery _query;
    private readonly IExchangeClock _clock;
    private readonly ReadStart _start;
    private readonly long? _beganBefore;
    private readonly long _began;
    private readonly bool _goesOn;
    private readonly long _lookback;
    private bool _hasReadOnce;

    /// <summary>Watches a list; nothing is sent yet.</summary>
    /// <param name="market">The list.</param>
    /// <param name="query">What is watched of it.</param>
    /// <param name="known">How far it has been seen; <see langword="null"/> when it is not known yet.</param>
    /// <param name="read">Prepares a complete read.</param>
    /// <param name="clock">The exchange's clock.</param>
    public MarketWatch(
        ForceOrderMarket market, ForceOrderWatchQuery query, MarketProgress? known, Func<ForceOrderQuery, IForceOrderReader> read, IExchangeClock clock)
    {
        Market = market;
        _query = query;
        _read = read;
        _clock = clock;
        _lookback = Math.Max(LeastLookback, (long)query.Lookback.TotalMilliseconds);
        long? start = query.StartTime?.ToUnixTimeMilliseconds();
        _start = ReadStart.Now(clock);
        _beganBefore = known?.Began;
        _began = _beganBefore ?? clock.Local;
        _goesOn = known is { Began: null };
        Progress = _goesOn ? known : start is { } from ? new MarketProgress(from, from, new SeenOrders()) : null;
    }

    /// <summary>The list.</summary>
    public ForceOrderMarket Market { get; }

    /// <summary>How far it has been seen; <see langword="null"/> before the first look of a watch from now on has succeeded.</summary>
    public MarketProgress? Progress { get; private set; }

    /// <summary>What a checkpoint keeps: as long as no look has succeeded, when the watch began, so that the next run goes on from there.</summary>
    public MarketProgress ToKeep => Progress ?? MarketProgress.Beginning(_began);

    /// <summary>
    /// The earliest the exchange's clock can have shown when the watch began, in an earlier run if need be. What is known of that clock grows
    /// with each response, so ask late.
    /// </summary>
    private long Began => _beganBefore is { } local ? _clock.Earliest - Math.Max(0, _clock.Local - local) : _start.Earliest;

    /// <summary>Takes a look.</summary>
    /// <returns>What became of it, and the orders that are new.</returns>
    public async Task<(MarketLook Look, IReadOnlyList<ForceOrder> Orders)> LookAsync(CancellationToken cancellationToken)
    {
        long from = NextFrom;
        try
        {
            Listing listing = await ReadAsync(from, cancellationToken).ConfigureAwait(false);
            if (Progress is null ? NextFrom < from - ClockTolerance : _goesOn && from > listing.CompleteUntil)
            {
                // The machine's clock is fast, or was when the checkpoint was written: the first response has told what time it is.
                from = Progress is null ? NextFrom : listing.CompleteUntil - _lookback;
                listing = await ReadAsync(from, cancellationToken).ConfigureAwait(false);
            }

            long? gapEnd = listing.HistoryStart is { } start && Progress is { } known && start > known.CompleteUntil ? start : null;
            List<ForceOrder> news = Take(from, listing);
            _hasReadOnce = true;
            return (
                new MarketLook(Market, TimeOf(from))
                {
                    CompleteUntil = TimeOf(listing.CompleteUntil),
                    Rows = listing.Rows.Count,
                    NewOrders = news.Count,
                    HistoryStart = gapEnd is { } end ? TimeOf(end) : null,
                },
                news);
        }
        catch (PortfolioMarginException failure)
        {
            return (new MarketLook(Market, TimeOf(from)) { Failure = failure, IsPassing = WatchFailure.CanPass(failure, _hasReadOnce) }, []);
        }
    }

    private long NextFrom => Progress is { } known ? Math.Max(known.From, known.CompleteUntil - _lookback) : Began - _lookback;

    private async Task<Listing> ReadAsync(long from, CancellationToken cancellationToken)
    {
        List<ForceOrder> rows = [];
        using IForceOrderReader reader = _read(new ForceOrderQuery
        {
            Market = Market,
            StartTime = TimeOf(from),
            Symbol = _query.Symbol,
            AutoCloseType = _query.AutoCloseType,
        });
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            rows.AddRange(batch);
        }

        return new Listing(rows, reader.CompleteUntil!.Value.ToUnixTimeMilliseconds(), reader.HistoryStart?.ToUnixTimeMilliseconds());
    }

    /// <summary>The rows that are new. Of the first look of a watch from now on, those that changed before it began are not.</summary>
    private List<ForceOrder> Take(long from, Listing listing)
    {
        SeenOrders seen = Progress?.Seen ?? new SeenOrders();
        List<ForceOrder> news = [.. listing.Rows.Where(seen.Add)];
        if (Progress is null)
        {
            long began = Began;
            news.RemoveAll(order => order.UpdatedTime.ToUnixTimeMilliseconds() < began);
        }

        Progress = new MarketProgress(Math.Min(from, listing.CompleteUntil), listing.CompleteUntil, seen);
        seen.Trim(NextFrom, listing.Rows);
        return news;
    }

    private static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Listing(List<ForceOrder> Rows, long CompleteUntil, long? HistoryStart);
}
