using System.Buffers;

namespace PortfolioMargin.Client.Http;

/// <summary>How the reading of a body ended.</summary>
internal enum BodyEnd
{
    /// <summary>All of it is there.</summary>
    Complete,

    /// <summary>It is larger than allowed; what is there is its beginning.</summary>
    TooLarge,

    /// <summary>It is shorter than the answer's headers said.</summary>
    Short,
}

/// <summary>An answer's body in a rented buffer, which goes back when disposed.</summary>
internal sealed class PooledBody(byte[] buffer, int length, BodyEnd end) : IDisposable
{
    private const int FirstBuffer = 32 * 1024;

    /// <summary>How the reading ended.</summary>
    public BodyEnd End => end;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    /// <summary>Reads a body to its end.</summary>
    /// <param name="content">The body.</param>
    /// <param name="cap">The most bytes that are read.</param>
    /// <param name="silence">Started anew before each read.</param>
    /// <param name="longestSilence">How long the body may be silent between two reads.</param>
    public static async Task<PooledBody> ReadAsync(HttpContent content, int cap, IdleTimeout silence, TimeSpan longestSilence)
    {
        long? announced = content.Headers.ContentLength;
        if (announced > cap)
        {
            return new PooledBody([], 0, BodyEnd.TooLarge);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)(announced + 1 ?? FirstBuffer));
        int length = 0;
        silence.Restart(longestSilence);
        using Stream stream = await PlatformHttp.OpenAsync(content, silence.Token).ConfigureAwait(false);
        while (true)
        {
            // A read that is given up may still write into the buffer: then it must not go back to the pool, so nothing returns it here.
            silence.Restart(longestSilence);
            int count = await PlatformHttp.ReadAsync(stream, buffer, length, silence.Token).ConfigureAwait(false);
            length += count;
            if (count == 0 || length > cap)
            {
                break;
            }

            if (length == buffer.Length)
            {
                buffer = Grow(buffer);
            }
        }

        silence.Restart(Timeout.InfiniteTimeSpan);
        return new PooledBody(buffer, length, length > cap ? BodyEnd.TooLarge : length < announced ? BodyEnd.Short : BodyEnd.Complete);
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        Buffer.BlockCopy(full, 0, larger, 0, full.Length);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
