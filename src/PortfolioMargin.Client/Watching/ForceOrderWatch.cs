using static System.FormattableString;

namespace PortfolioMargin.Client.Watching;

/// <summary>
/// Watches the lists of one account side by side. Looks begin at a steady interval, measured by a clock that nobody sets; a look that is
/// late is taken once, and not made up for.
/// </summary>
internal sealed class ForceOrderWatch : IForceOrderWatch
{
    private readonly ForceOrderWatchQuery _query;
    private readonly List<MarketWatch> _markets;
    private readonly List<MarketWatch> _remembered;
    private readonly WatchCheckpoint? _checkpoint;
    private readonly IClientObserver? _observer;
    private readonly TimeProvider _time;
    private readonly Outage _outage;
    private long _pauseBegan;
    private TimeSpan _pause;
    private int _looks;
    private bool _hasWarnedOfPace;
    private volatile bool _isLooking;

    /// <summary>Makes a watch; nothing is sent yet.</summary>
    /// <param name="query">What is watched.</param>
    /// <param name="markets">The lists.</param>
    /// <param name="checkpoint">What remembers; <see langword="null"/> when nothing does. The watch disposes it.</param>
    /// <param name="observer">Told what the user should know.</param>
    /// <param name="time">The clock.</param>
    public ForceOrderWatch(ForceOrderWatchQuery query, IEnumerable<MarketWatch> markets, WatchCheckpoint? checkpoint, IClientObserver? observer, TimeProvider time)
    {
        _query = query;
        _markets = [.. markets];
        _remembered = [.. _markets];
        checkpoint?.Begin(_remembered);
        _checkpoint = checkpoint;
        _observer = observer;
        _time = time;
        _outage = new Outage(message => observer?.OnWarning(message));
        _pauseBegan = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public bool IsLooking => _isLooking;

    /// <inheritdoc/>
    public DateTimeOffset NextLook => _time.GetUtcNow() + UntilDue;

    /// <inheritdoc/>
    public async Task<WatchLook> LookAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = UntilDue;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _isLooking = true;
        long began = _time.GetTimestamp();
        var looks = await Task.WhenAll(_markets.Select(market => market.LookAsync(cancellationToken))).ConfigureAwait(false);
        MarketLook[] markets = PassOverUnknownSymbol([.. looks.Select(look => look.Look)]);
        _remembered.RemoveAll(market => looks.Any(look => look.Look.Market == market.Market) && markets.All(look => look.Market != market.Market));
        _markets.RemoveAll(market => markets.All(look => look.Market != market.Market || look is { Failure: not null, IsPassing: false }));
        Schedule(began, markets);
        _isLooking = false;
        IEnumerable<ForceOrder> orders = looks.SelectMany(look => look.Orders).OrderBy(order => order.UpdatedTime);
        return new WatchLook(++_looks, [.. orders], markets, _markets.Count == 0);
    }

    /// <inheritdoc/>
    public void Commit() => _checkpoint?.Write(_remembered);

    /// <inheritdoc/>
    public void Dispose() => _checkpoint?.Dispose();

    private TimeSpan UntilDue => _pause - _time.GetElapsedTime(_pauseBegan);

    /// <summary>Sets when the next look begins, and says what keeps looks from succeeding or from coming in time.</summary>
    private void Schedule(long began, MarketLook[] markets)
    {
        DateTimeOffset now = _time.GetUtcNow();
        TimeSpan took = _time.GetElapsedTime(began);
        TimeSpan stop = markets.Select(market => WatchFailure.StopAfter(market.Failure, now)).DefaultIfEmpty().Max();
        _pause = TimeSpan.FromTicks(Math.Max(Math.Max((_query.Interval - took).Ticks, stop.Ticks), 0));
        _pauseBegan = _time.GetTimestamp();
        if (_query.IsOnce)
        {
            return;
        }

        _outage.Hear(markets, now, now + _pause);
        if (took > _query.Interval && !_hasWarnedOfPace && markets.All(market => market.Failure is null))
        {
            _hasWarnedOfPace = true;
            _observer?.OnWarning(Invariant(
                $"A look took {took.TotalSeconds:0} s, longer than the {_query.Interval.TotalSeconds:0} s between two looks. They come as fast as the exchange and its limit allow."));
        }
    }

    /// <summary>A symbol is in one futures market, seldom in both: what does not know it is not watched, as long as something is.</summary>
    private MarketLook[] PassOverUnknownSymbol(MarketLook[] markets)
    {
        MarketLook[] others = [.. markets.Where(market => market.Failure is not RequestException { IsUnknownSymbol: true })];
        if (!_query.PassesOverUnknownSymbol || others.Length is 0 || others.Length == markets.Length)
        {
            return markets;
        }

        string line = $"{string.Join(" and ", markets.Except(others).Select(market => market.Market))} futures do not have the symbol {_query.Symbol} and are not watched.";
        if (others.All(market => market.Market == ForceOrderMarket.Margin))
        {
            _observer?.OnWarning(line);
        }
        else
        {
            _observer?.OnNotice(line);
        }

        return others;
    }
}
