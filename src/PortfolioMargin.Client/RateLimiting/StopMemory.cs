namespace PortfolioMargin.Client.RateLimiting;

/// <summary>What one host's stops have to do with the file in which they outlive the process. Thread-safe.</summary>
/// <param name="store">The file.</param>
/// <param name="host">Scheme, host and port of the exchange.</param>
/// <param name="time">The clock.</param>
internal sealed class StopMemory(StopStore store, string host, TimeProvider time)
{
    private static readonly TimeSpan SameEnd = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private DateTimeOffset _keptPause;
    private DateTimeOffset _keptBan;

    /// <summary>What is left of the pause and of the ban that an earlier process was told; zero where there is none.</summary>
    /// <param name="onFailure">Is told, in a sentence, that the file cannot be read.</param>
    public (TimeSpan Pause, TimeSpan Ban) Recall(Action<string> onFailure)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<StoredStop> stops = store.Read(host, onFailure);
        return (Left(stops, isBan: false, now), Left(stops, isBan: true, now));
    }

    /// <summary>Keeps a ban, or a pause of more than ten seconds. One that ends no later than what is kept already is not written again.</summary>
    /// <param name="isBan">Whether it is a ban.</param>
    /// <param name="until">When it ends, by the local clock.</param>
    /// <param name="onFailure">Is told, in a sentence, that the file cannot be written.</param>
    public void Keep(bool isBan, DateTimeOffset until, Action<string> onFailure)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            ref DateTimeOffset kept = ref isBan ? ref _keptBan : ref _keptPause;
            if ((!isBan && until - now <= StopStore.Shortest) || until - kept <= SameEnd)
            {
                return;
            }

            kept = until;
        }

        store.Write(new StoredStop(host, isBan, now, until), onFailure);
    }

    private static TimeSpan Left(IEnumerable<StoredStop> stops, bool isBan, DateTimeOffset now) =>
        stops.Where(stop => stop.IsBan == isBan).Select(stop => stop.LeftAt(now)).DefaultIfEmpty().Max();
}
