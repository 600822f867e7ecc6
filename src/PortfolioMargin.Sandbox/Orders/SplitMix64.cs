namespace PortfolioMargin.Sandbox.Orders;

/// <summary>The SplitMix64 generator: the same numbers on every framework, which System.Random does not promise.</summary>
internal struct SplitMix64(ulong state)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong _state = state;

    /// <summary>Scatters a number over all 64 bits; neighbours end far apart.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A generator of its own for the item <paramref name="index"/> of stream <paramref name="stream"/>, so that items can be made in any order.</summary>
    public static SplitMix64 ForItem(long seed, ulong stream, long index) =>
        new(Mix(Mix(unchecked((ulong)seed) + (stream * Gamma)) + unchecked((ulong)index)));

    public ulong Next()
    {
        _state += Gamma;
        return Mix(_state);
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public long Below(long limit) => (long)(Next() % (ulong)limit);
}
