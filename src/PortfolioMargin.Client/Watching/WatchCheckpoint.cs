using static System.FormattableString;

namespace PortfolioMargin.Client.Watching;

/// <summary>The checkpoint of a watch: where it goes on, and what it has written down since. Lists that are not watched now stay in it.</summary>
internal sealed class WatchCheckpoint : IDisposable
{
    private readonly CheckpointFile _file;
    private readonly CheckpointOwner _owner;
    private readonly Dictionary<ForceOrderMarket, MarketProgress> _markets = [];

    private WatchCheckpoint(CheckpointFile file, CheckpointOwner owner)
    {
        _file = file;
        _owner = owner;
    }

    /// <summary>Opens a checkpoint for one run.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="onStep">Called between the steps of writing, for tests.</param>
    /// <exception cref="CheckpointException">It cannot be used. It stays as it is.</exception>
    public static WatchCheckpoint Open(string path, CheckpointOwner owner, Action? onStep = null)
    {
        CheckpointFile file = CheckpointFile.Open(path, onStep);
        try
        {
            var opened = new WatchCheckpoint(file, owner);
            opened.Load();
            return opened;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How far a list has been seen; <see langword="null"/> when the checkpoint does not know it.</summary>
    public MarketProgress? ProgressOf(ForceOrderMarket market) => _markets.TryGetValue(market, out MarketProgress? progress) ? progress : null;

    /// <summary>Says that the checkpoint counts, where a start was named besides.</summary>
    public string? WarningFor(ForceOrderWatchQuery query)
    {
        ForceOrderMarket[] seen = [.. query.Markets.Where(market => ProgressOf(market) is { Began: null })];
        return query.StartTime is { } start && seen.Length > 0
            ? Invariant($"-StartTime ({start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC) does not count for {string.Join(" and ", seen)} orders: the checkpoint has seen everything up to {DateTimeOffset.FromUnixTimeMilliseconds(seen.Min(market => ProgressOf(market)!.CompleteUntil)).UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and the watch goes on there.")
            : null;
    }

    /// <summary>Writes down that a watch begins which the checkpoint does not know: a run that is killed in its first look has begun too.</summary>
    /// <exception cref="CheckpointUnreadableException">It cannot be written.</exception>
    public void Begin(IReadOnlyList<MarketWatch> markets)
    {
        if (markets.Any(market => !_markets.ContainsKey(market.Market)))
        {
            Write(markets);
        }
    }

    /// <summary>Writes down how far the lists have been seen.</summary>
    /// <exception cref="CheckpointUnreadableException">It cannot be written.</exception>
    public void Write(IEnumerable<MarketWatch> markets)
    {
        foreach (MarketWatch market in markets)
        {
            _markets[market.Market] = market.ToKeep;
        }

        _file.Write(CheckpointJson.Write(new Checkpoint(_owner, _markets)));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Load()
    {
        if (_file.Read() is not { } bytes)
        {
            return;
        }

        Checkpoint found;
        try
        {
            found = CheckpointJson.Read(bytes);
        }
        catch (FormatException damage)
        {
            throw new CheckpointUnreadableException($"The checkpoint {_file.Path} cannot be read: {damage.Message}") { Path = _file.Path };
        }

        if (found.Owner.DifferenceTo(_owner) is { } difference)
        {
            throw new CheckpointMismatchException($"The checkpoint {_file.Path} is for {difference}.") { Path = _file.Path };
        }

        foreach (KeyValuePair<ForceOrderMarket, MarketProgress> market in found.Markets)
        {
            _markets[market.Key] = market.Value;
        }
    }
}
