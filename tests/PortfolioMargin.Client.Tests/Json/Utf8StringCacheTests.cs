using System.Text;
using System.Text.Json;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Json;

public class Utf8StringCacheTests
{
    [Fact]
    public void A_known_word_costs_no_allocation()
    {
        var table = new Utf8StringCache();
        byte[] json = "\"BNBBTC\""u8.ToArray();
        string first = Read(table, json);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string second = Read(table, json);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Same(first, second);
    }

    [Fact]
    public void It_stops_growing_at_its_capacity_and_still_reads()
    {
        var table = new Utf8StringCache();
        for (int number = 0; number < Utf8StringCache.Capacity + 100; number++)
        {
            string word = FormattableString.Invariant($"W{number}");
            Assert.Equal(word, Read(table, Encoding.UTF8.GetBytes($"\"{word}\"")));
        }

        Assert.Equal(Utf8StringCache.Capacity, table.Count);
    }

    [Fact]
    public void Long_and_escaped_words_are_read_and_not_kept()
    {
        var table = new Utf8StringCache();
        string longWord = new('x', Utf8StringCache.MaximumWordLength + 1);
        Assert.Equal(longWord, Read(table, Encoding.UTF8.GetBytes($"\"{longWord}\"")));
        Assert.Equal("BUY", Read(table, "\"\\u0042UY\""u8));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Threads_that_read_the_same_words_get_the_same_strings()
    {
        var table = new Utf8StringCache();
        string[][] read = new string[8][];
        Parallel.For(0, read.Length, thread =>
            read[thread] = Enumerable.Range(0, 2000)
                .Select(number => Read(table, Encoding.UTF8.GetBytes(FormattableString.Invariant($"\"S{number % 500}\""))))
                .ToArray());

        Assert.Equal(500, table.Count);
        foreach (string[] words in read)
        {
            Assert.All(words.Zip(read[0]), pair => Assert.Same(pair.Second, pair.First));
        }
    }

    private static string Read(Utf8StringCache table, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return table.Read(ref reader);
    }
}
