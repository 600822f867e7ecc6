using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>A cipher that key files are encrypted with, always in CBC mode with PKCS #7 padding.</summary>
internal sealed class BlockCipher
{
    private readonly Func<SymmetricAlgorithm> _create;

    private BlockCipher(string name, Func<SymmetricAlgorithm> create, int keyLength, int blockLength) =>
        (Name, _create, KeyLength, BlockLength) = (name, create, keyLength, blockLength);

    public static BlockCipher Aes128 { get; } = new("AES-128-CBC", Aes.Create, 16, 16);

    public static BlockCipher Aes192 { get; } = new("AES-192-CBC", Aes.Create, 24, 16);

    public static BlockCipher Aes256 { get; } = new("AES-256-CBC", Aes.Create, 32, 16);

    public static BlockCipher TripleDes { get; } = new("3DES", TripleDES.Create, 24, 8);

    public static BlockCipher TwoKeyTripleDes { get; } = new("3DES with two keys", TripleDES.Create, 16, 8);

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>Bytes in a key.</summary>
    public int KeyLength { get; }

    /// <summary>Bytes in a block, and so in an initialization vector.</summary>
    public int BlockLength { get; }

    /// <summary>Decrypts; the caller disposes what comes out.</summary>
    /// <exception cref="CryptographicException">The padding is wrong: another key encrypted this.</exception>
    /// <exception cref="PrivateKeyUnreadableException">The platform refuses the cipher.</exception>
    public PinnedArray<byte> Decrypt(CipherKey key, byte[] ciphertext, KeyErrors errors)
    {
        using SymmetricAlgorithm algorithm = PlatformCall.Ask(_create, Name, errors);
        using ICryptoTransform decryptor = PlatformCall.Ask(() => algorithm.CreateDecryptor(key.Key, key.InitializationVector), Name, errors);
        return PinnedArray<byte>.Take(decryptor.TransformFinalBlock(ciphertext, 0, ciphertext.Length));
    }
}

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
    public static CipherKey Take(byte[] key, byte[] initializationVector) => new(PinnedArray<byte>.Take(key), initializationVector);

    public void Dispose() => key.Dispose();
}
