using System.Globalization;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>A stop that outlives the process.</summary>
/// <param name="Host">Scheme, host and port of the exchange.</param>
/// <param name="IsBan">Whether it is a ban; else it is a pause after a 429.</param>
/// <param name="From">When it began, by the local clock.</param>
/// <param name="Until">When it ends, by the local clock.</param>
internal sealed record StoredStop(string Host, bool IsBan, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>What is left of it; zero when it is over, or when it cannot be believed.</summary>
    /// <remarks>It began in the past and is no longer than the longest ban: a clock that was set back cannot make it longer.</remarks>
    public TimeSpan LeftAt(DateTimeOffset now) =>
        now < From || now >= Until || Until - From > BanMessage.LongestBan ? TimeSpan.Zero : Until - now;
}

/// <summary>
/// Keeps bans and long pauses in a small file for the user, so that the next process does not ask during a ban. The file holds
/// hosts and times, nothing else. Thread-safe, and safe for several processes.
/// </summary>
/// <remarks>
/// The file is replaced as a whole, by a rename; writers take turns by a lock file. A file that cannot be read or written is
/// no error: then a stop ends with the process.
/// </remarks>
/// <param name="path">The file, or <see langword="null"/> when there is no place for one.</param>
/// <param name="time">The clock.</param>
internal sealed class StopStore(string? path, TimeProvider time)
{
    /// <summary>Shorter stops are not kept.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>How long a writer waits for its turn. Others have theirs in milliseconds, but on a busy machine many may wait, in any order.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    private const int LargestFile = 64 * 1024;
    private const int MostStops = 200;
    private const string Heading = "# PortfolioMargin: until when an exchange wants no requests from this machine. This file can be deleted.";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>The stops of a host that are in force.</summary>
    /// <param name="host">Scheme, host and port of the exchange.</param>
    /// <param name="onFailure">Is told, in a sentence, that the file cannot be read.</param>
    public IReadOnlyList<StoredStop> Read(string host, Action<string> onFailure)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            return [.. ReadAll().Where(stop => string.Equals(stop.Host, host, StringComparison.OrdinalIgnoreCase) && stop.LeftAt(now) > TimeSpan.Zero)];
        }
        catch (Exception e) when (IsExpected(e))
        {
            onFailure($"The file of bans and pauses cannot be read, and was ignored: {path}");
            return [];
        }
    }

    /// <summary>Keeps a stop, and drops those that are over.</summary>
    /// <param name="stop">The stop.</param>
    /// <param name="onFailure">Is told, in a sentence, that the file cannot be written.</param>
    public void Write(StoredStop stop, Action<string> onFailure)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (Lock())
            {
                Replace(Merge(ReadOrStartAnew(), stop));
            }
        }
        catch (Exception e) when (IsExpected(e))
        {
            onFailure($"The file of bans and pauses cannot be written, so this one ends with the process: {path}");
        }
    }

    private List<StoredStop> Merge(IEnumerable<StoredStop> known, StoredStop stop)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<StoredStop> inForce = [.. known.Where(other => other.LeftAt(now) > TimeSpan.Zero)];
        List<StoredStop> others = [.. inForce.Where(other => !IsSame(other, stop))];
        StoredStop longest = inForce.Where(other => IsSame(other, stop)).Append(stop).OrderByDescending(other => other.Until).First();
        return [longest, .. others.OrderByDescending(other => other.Until).Take(MostStops - 1)];
    }

    private static bool IsSame(StoredStop one, StoredStop other) =>
        one.IsBan == other.IsBan && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    private List<StoredStop> ReadOrStartAnew()
    {
        try
        {
            return ReadAll();
        }
        catch (Exception e) when (IsExpected(e))
        {
            return [];
        }
    }

    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    private List<StoredStop> ReadAll()
    {
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > LargestFile)
        {
            throw new InvalidDataException();
        }

        using var reader = new StreamReader(file);
        List<StoredStop> stops = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                stops.Add(Parse(line));
            }
        }

        return stops;
    }

    private static StoredStop Parse(string line)
    {
        string[] parts = line.Split(' ');
        return parts.Length == 4 && parts[0] is "ban" or "pause" && TimeOf(parts[1]) is { } from && TimeOf(parts[2]) is { } until
            ? new StoredStop(parts[3], parts[0] == "ban", from, until)
            : throw new InvalidDataException();
    }

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read) ? read : null;

    private static string TextOf(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Takes turns with other processes. A process that ends gives its lock back, however it ends.</summary>
    private FileStream Lock()
    {
        long started = time.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (FileErrors.IsHeldByAnother(e) && time.GetElapsedTime(started) < LongestTurn)
            {
                wait.SpinOnce();
            }
        }
    }

    private void Replace(List<StoredStop> stops)
    {
        string whole = path + ".new";
        File.WriteAllLines(whole, [Heading, .. stops.Select(stop => $"{(stop.IsBan ? "ban" : "pause")} {TextOf(stop.From)} {TextOf(stop.Until)} {stop.Host}")]);
        if (File.Exists(path))
        {
            File.Replace(whole, path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(whole, path!);
        }
    }

    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or System.Security.SecurityException;
}
