namespace PortfolioMargin.Client.Signing;

/// <summary>What opens a cipher: a key, zeroed on disposal, and where the cipher starts.</summary>
/// <param name="key">The key, which passes to this object.</param>
/// <param name="initializationVector">Where the cipher starts; no secret.</param>
internal sealed class CipherKey(PinnedArray<byte> key, byte[] initializationVector) : IDisposable
{
    /// <summary>The key.</summary>
    public byte[] Key => key.Items;

    /// <summary>Where the cipher starts.</summary>
    public byte[] InitializationVector => initializationVector;

    /// <summary>Moves a key out of an array that the garbage collector can move: that one is zeroed.</summary>
    public static CipherKey Take(byte[] key, byte[] initializationVector)
    {
        var pinned = new PinnedArray<byte>(key.Length);
        key.CopyTo(pinned.Items, 0);
        Array.Clear(key, 0, key.Length);
        return new CipherKey(pinned, initializationVector);
    }

    public void Dispose() => key.Dispose();
}
