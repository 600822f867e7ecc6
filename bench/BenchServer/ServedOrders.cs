using System.Globalization;
using System.Text.Unicode;

namespace PortfolioMargin.Benchmarks;

/// <summary>
/// The margin list of an exchange, made so that a response costs next to nothing: orders are serialised once, oldest first and evenly spread
/// over time, so each response is one piece of that text between a head and a tail. Safe for several threads.
/// </summary>
internal sealed class ServedOrders
{
    private const int DefaultSize = 10;
    private const int MaximumSize = 100;
    private const int LongestRow = 224;

    /// <summary>How long the list reaches back, as the sandbox's does.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(240);

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "BNBBTC", "SOLUSDT", "DOGEUSDT", "XRPUSDT"];

    private readonly byte[] _text;

    // Where each row begins in the text, and where the last one ends. A comma follows each row.
    private readonly int[] _starts;
    private readonly long[] _times;

    /// <summary>Makes the list.</summary>
    /// <param name="count">How many orders.</param>
    /// <param name="end">All of them are older.</param>
    public ServedOrders(int count, DateTimeOffset end)
    {
        long first = (end - Span).ToUnixTimeMilliseconds();
        _text = new byte[(long)count * LongestRow];
        _starts = new int[count + 1];
        _times = new long[count];
        for (int row = 0; row < count; row++)
        {
            _times[row] = first + ((long)(Span.TotalMilliseconds / count) * row);
            Utf8.TryWrite(
                _text.AsSpan(_starts[row]),
                CultureInfo.InvariantCulture,
                $$"""{"avgPrice":"{{100 + row}}.00388359","executedQty":"31.39000000","orderId":{{180015097L + row}},"price":"{{100 + row}}.00388110","qty":"31.39000000","side":"SELL","symbol":"{{Symbols[row % Symbols.Length]}}","timeInForce":"GTC","updatedTime":{{_times[row]}}},""",
                out int length);
            _starts[row + 1] = _starts[row] + length;
        }
    }

    /// <summary>Finds the rows that a query asks for: <c>startTime</c> and <c>endTime</c>, both included, then <c>current</c> and <c>size</c>.</summary>
    /// <param name="query">The query, with or without its question mark.</param>
    public Response Find(ReadOnlySpan<char> query)
    {
        (long start, long end) = (Number(query, "startTime") ?? long.MinValue, Number(query, "endTime") ?? long.MaxValue);
        int from = CountBefore(start);
        int total = Math.Max(0, (end == long.MaxValue ? _times.Length : CountBefore(end + 1)) - from);
        int size = (int)Math.Clamp(Number(query, "size") ?? DefaultSize, 1, MaximumSize);
        int skipped = (int)Math.Min(total, (Math.Max(1, Number(query, "current") ?? 1) - 1) * size);
        return new Response(this, from + skipped, Math.Min(size, total - skipped), total);
    }

    /// <summary>The binary search: how many rows are older than a time.</summary>
    private int CountBefore(long time)
    {
        int place = Array.BinarySearch(_times, time);
        return place < 0 ? ~place : place;
    }

    private static long? Number(ReadOnlySpan<char> query, ReadOnlySpan<char> name)
    {
        foreach (Range part in query.TrimStart('?').Split('&'))
        {
            ReadOnlySpan<char> parameter = query.TrimStart('?')[part];
            if (parameter.StartsWith(name) && parameter[name.Length..] is ['=', .. var value])
            {
                return long.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>A page of a window, and how many rows the window has.</summary>
    internal readonly struct Response(ServedOrders orders, int from, int count, int total)
    {
        /// <summary>A length in bytes that it does not exceed.</summary>
        public int LongestLength => Rows.Length + 64;

        // Without the comma behind the last row.
        private ReadOnlySpan<byte> Rows => count == 0 ? [] : orders._text.AsSpan(orders._starts[from]..(orders._starts[from + count] - 1));

        /// <summary>Writes it as the exchange does.</summary>
        /// <returns>How many bytes it has.</returns>
        public int Write(Span<byte> destination)
        {
            ReadOnlySpan<byte> head = "{\"rows\":["u8;
            head.CopyTo(destination);
            Rows.CopyTo(destination[head.Length..]);
            int length = head.Length + Rows.Length;
            Utf8.TryWrite(destination[length..], CultureInfo.InvariantCulture, $"],\"total\":{total}}}", out int tail);
            return length + tail;
        }
    }
}
