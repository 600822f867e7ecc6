using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>Writers of the file of stops take turns: they wait by the clock, not by a number of tries that a busy machine uses up.</summary>
public sealed class StopStoreTurnTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pm-turns").FullName;
    private readonly VirtualTime _time = new(VirtualTime.Noon);
    private readonly List<string> _failures = [];

    private string FilePath => Path.Combine(_folder, "stops.txt");

    private static StoredStop Stop => new("https://exchange.invalid", true, VirtualTime.Noon, VirtualTime.Noon.AddMinutes(2));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_writer_waits_for_its_turn_for_two_seconds_and_then_goes_without()
    {
        var clock = new CountedClock(_time);
        var store = new StopStore(FilePath, clock);
        using (new FileStream(FilePath + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            Task writing = Task.Run(() => store.Write(Stop, _failures.Add), TestContext.Current.CancellationToken);

            await clock.LooksAsync(300, writing);
            Assert.False(writing.IsCompleted);
            _time.Advance(StopStore.LongestTurn);
            await writing;
        }

        Assert.Contains("cannot be written", Assert.Single(_failures), StringComparison.Ordinal);
        store.Write(Stop, _failures.Add);
        Assert.Single(_failures);
        Assert.Single(store.Read(Stop.Host, _failures.Add));
    }

    [Fact]
    public void A_lock_file_that_no_wait_makes_usable_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        File.CreateSymbolicLink(FilePath + ".lock", FilePath + ".lock");

        // The clock stands still: a wait would have no end.
        new StopStore(FilePath, _time).Write(Stop, _failures.Add);

        Assert.Contains("cannot be written", Assert.Single(_failures), StringComparison.Ordinal);
    }

    /// <summary>Knows how often somebody looked at the steady clock.</summary>
    private sealed class CountedClock(VirtualTime time) : TimeProvider
    {
        private int _looks;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _looks);
            return time.GetTimestamp();
        }

        public async Task LooksAsync(int count, Task orEnded)
        {
            while (Volatile.Read(ref _looks) < count && !orEnded.IsCompleted)
            {
                await Task.Yield();
            }
        }
    }
}
