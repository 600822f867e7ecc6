using System.Text.Json;

namespace PortfolioMargin.Client.Json;

/// <summary>
/// Keeps one string for each word that comes again and again (symbols, sides, field names), so that rows share them.
/// Found by its UTF-8 bytes: a known word costs no allocation. Safe for several threads; readers take no lock.
/// </summary>
internal sealed class Utf8StringCache
{
    /// <summary>How many words are kept; later ones are simply not shared.</summary>
    public const int Capacity = 4096;

    /// <summary>The longest word kept, in bytes.</summary>
    public const int MaximumWordLength = 64;

    private const int BucketCount = 1024;

    private readonly Word?[] _buckets = new Word?[BucketCount];
    private readonly object _gate = new();
    private int _count;

    /// <summary>How many words are kept now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The text of the string or property name the reader stands on.</summary>
    /// <exception cref="InvalidOperationException">It is not valid UTF-8, or escapes half a surrogate pair.</exception>
    public string Read(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped || utf8.Length > MaximumWordLength)
        {
            return reader.GetString()!;
        }

        int bucket = BucketOf(utf8);
        return Find(bucket, utf8) ?? Add(bucket, utf8, reader.GetString()!);
    }

    private static int BucketOf(ReadOnlySpan<byte> utf8)
    {
        uint hash = 2166136261;
        foreach (byte value in utf8)
        {
            hash = (hash ^ value) * 16777619;
        }

        return (int)((hash ^ (hash >> 16)) % BucketCount);
    }

    private string? Find(int bucket, ReadOnlySpan<byte> utf8)
    {
        for (Word? word = Volatile.Read(ref _buckets[bucket]); word is not null; word = word.Next)
        {
            if (utf8.SequenceEqual(word.Utf8))
            {
                return word.Text;
            }
        }

        return null;
    }

    private string Add(int bucket, ReadOnlySpan<byte> utf8, string text)
    {
        if (Count >= Capacity)
        {
            return text;
        }

        lock (_gate)
        {
            string? known = Find(bucket, utf8);
            if (known is not null || _count >= Capacity)
            {
                return known ?? text;
            }

            Volatile.Write(ref _buckets[bucket], new Word(utf8.ToArray(), text, _buckets[bucket]));
            Volatile.Write(ref _count, _count + 1);
            return text;
        }
    }

    private sealed record Word(byte[] Utf8, string Text, Word? Next);
}
