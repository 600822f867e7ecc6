using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads the parameters of PBES2 (RFC 8018, appendix A.4): PBKDF2 and a block cipher, what key files are encrypted with today.</summary>
internal static class Pbes2
{
    private const int ShortestSalt = 8;

    /// <summary>Reads the parameters of the scheme.</summary>
    /// <exception cref="AsnContentException">They do not have the form of such parameters.</exception>
    /// <exception cref="PrivateKeyUnreadableException">They name a function or cipher that cannot be used.</exception>
    public static EncryptedKey Read(AsnReader parameters, byte[] ciphertext, KeyErrors errors)
    {
        AsnReader function = parameters.ReadSequence();
        string derivation = function.ReadObjectIdentifier();
        if (derivation != ObjectIdentifier.Pbkdf2)
        {
            throw EncryptedKey.UnknownEncryption(ObjectIdentifier.NameOfEncryption(derivation), errors);
        }

        AsnReader pbkdf2 = function.ReadSequence();
        byte[] salt = pbkdf2.ReadOctets().ToArray();
        int iterations = EncryptedKey.ReadIterations(pbkdf2, errors);
        int? keyLength = pbkdf2.HasData && pbkdf2.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) ? pbkdf2.ReadBoundedInt32() : null;
        HashAlgorithmName hash = pbkdf2.HasData ? HashFor(pbkdf2.ReadSequence().ReadObjectIdentifier(), errors) : HashAlgorithmName.SHA1;

        AsnReader encryption = parameters.ReadSequence();
        BlockCipher cipher = CipherFor(encryption.ReadObjectIdentifier(), errors);
        byte[] start = encryption.ReadOctets().ToArray();
        parameters.ThrowIfNotEmpty();
        if (salt.Length < ShortestSalt || start.Length != cipher.BlockLength || (keyLength ?? cipher.KeyLength) != cipher.KeyLength)
        {
            throw new AsnContentException("The parameters of the encryption do not fit together.");
        }

        return new EncryptedKey(passphrase => Derive(passphrase, salt, iterations, hash, cipher.KeyLength, start), cipher, ciphertext);
    }

    private static CipherKey Derive(char[] passphrase, byte[] salt, int iterations, HashAlgorithmName hash, int length, byte[] start)
    {
        using PinnedArray<byte> utf8 = SecureStringReader.ToUtf8(passphrase);

#pragma warning disable CA5379 // The file says which hash it was encrypted with; SHA-1 is only ever read, never written.
        using var derivation = new Rfc2898DeriveBytes(utf8.Items, salt, iterations, hash);
#pragma warning restore CA5379
        return CipherKey.Take(derivation.GetBytes(length), start);
    }

    private static HashAlgorithmName HashFor(string identifier, KeyErrors errors) => identifier switch
    {
        ObjectIdentifier.HmacSha1 => HashAlgorithmName.SHA1,
        ObjectIdentifier.HmacSha256 => HashAlgorithmName.SHA256,
        ObjectIdentifier.HmacSha384 => HashAlgorithmName.SHA384,
        ObjectIdentifier.HmacSha512 => HashAlgorithmName.SHA512,
        _ => throw EncryptedKey.UnknownEncryption($"PBKDF2 with the hash {identifier}", errors),
    };

    private static BlockCipher CipherFor(string identifier, KeyErrors errors) => identifier switch
    {
        ObjectIdentifier.Aes128Cbc => BlockCipher.Aes128,
        ObjectIdentifier.Aes192Cbc => BlockCipher.Aes192,
        ObjectIdentifier.Aes256Cbc => BlockCipher.Aes256,
        ObjectIdentifier.TripleDesCbc => BlockCipher.TripleDes,
        _ => throw EncryptedKey.UnknownEncryption(ObjectIdentifier.NameOfEncryption(identifier), errors),
    };
}
