using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>A private key with its encryption still on, and all that is needed to take it off but the passphrase.</summary>
/// <param name="derive">Makes the cipher's key of the passphrase.</param>
/// <param name="cipher">The cipher.</param>
/// <param name="ciphertext">What it encrypted.</param>
internal sealed class EncryptedKey(Func<char[], CipherKey> derive, BlockCipher cipher, byte[] ciphertext)
{
    private const int MaximumIterations = 10_000_000;

    /// <summary>Reads an encrypted PKCS #8 key (RFC 5958, section 3).</summary>
    /// <exception cref="AsnContentException">These bytes are no such key.</exception>
    /// <exception cref="PrivateKeyUnreadableException">It is encrypted in a way that cannot be read.</exception>
    public static EncryptedKey FromPkcs8(ReadOnlyMemory<byte> der, KeyErrors errors)
    {
        AsnReader key = AsnReaderExtensions.ReadWholeSequence(der);
        AsnReader scheme = key.ReadSequence();
        byte[] ciphertext = key.ReadOctets().ToArray();
        key.ThrowIfNotEmpty();
        string identifier = scheme.ReadObjectIdentifier();
        return identifier switch
        {
            ObjectIdentifier.Pbes2 => Pbes2.Read(ReadParameters(scheme), ciphertext, errors),
            ObjectIdentifier.PbeSha1TripleDes => ReadPkcs12(ReadParameters(scheme), BlockCipher.TripleDes, ciphertext, errors),
            ObjectIdentifier.PbeSha1TwoKeyTripleDes => ReadPkcs12(ReadParameters(scheme), BlockCipher.TwoKeyTripleDes, ciphertext, errors),
            _ => throw UnknownEncryption(ObjectIdentifier.NameOfEncryption(identifier), errors),
        };
    }

    /// <summary>The key is encrypted in a way that cannot be read.</summary>
    public static PrivateKeyUnreadableException UnknownEncryption(string name, KeyErrors errors) =>
        errors.Unreadable($"holds a key that is encrypted by {name}, which cannot be read. {KeyErrors.Rewrap}");

    /// <summary>How often the passphrase is hashed; a figure that would take minutes is refused.</summary>
    public static int ReadIterations(AsnReader reader, KeyErrors errors)
    {
        int iterations = reader.ReadBoundedInt32();
        return iterations switch
        {
            0 => throw new AsnContentException("A passphrase is hashed at least once."),
            > MaximumIterations => throw UnknownEncryption("a key derivation of more than ten million rounds", errors),
            _ => iterations,
        };
    }

    /// <summary>The plain key; the caller disposes it.</summary>
    /// <exception cref="CryptographicException">The passphrase is wrong. One wrong one in 256 gives garbage instead.</exception>
    /// <exception cref="PrivateKeyUnreadableException">The platform refuses what the encryption needs.</exception>
    public PinnedArray<byte> Decrypt(char[] passphrase, KeyErrors errors)
    {
        using CipherKey key = PlatformCall.Ask(() => derive(passphrase), "the key derivation of its encryption", errors);
        return cipher.Decrypt(key, ciphertext, errors);
    }

    private static AsnReader ReadParameters(AsnReader scheme)
    {
        AsnReader parameters = scheme.ReadSequence();
        scheme.ThrowIfNotEmpty();
        return parameters;
    }

    /// <summary>RFC 7292, appendix C: what older versions of OpenSSL and Java wrote.</summary>
    private static EncryptedKey ReadPkcs12(AsnReader parameters, BlockCipher cipher, byte[] ciphertext, KeyErrors errors)
    {
        byte[] salt = parameters.ReadOctets().ToArray();
        int iterations = ReadIterations(parameters, errors);
        parameters.ThrowIfNotEmpty();
        return new EncryptedKey(passphrase => LegacyKeyDerivation.Pkcs12(passphrase, salt, iterations, cipher), cipher, ciphertext);
    }
}
