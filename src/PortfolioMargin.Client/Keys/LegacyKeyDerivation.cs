using System.Runtime.CompilerServices;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace PortfolioMargin.Client.Keys;

/// <summary>
/// Makes keys of passphrases in the two ways that .NET does not know, by BouncyCastle. Copies of the passphrase and of the
/// key that BouncyCastle makes for itself cannot be zeroed from here.
/// </summary>
internal static class LegacyKeyDerivation
{
    private const int BitsInByte = 8;
    private const int SaltLength = 8;

    /// <summary>The derivation of PKCS #12 with SHA-1 (RFC 7292, appendix B); the cipher's start is derived too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CipherKey Pkcs12(char[] passphrase, byte[] salt, int iterations, BlockCipher cipher)
    {
        byte[] bytes = PbeParametersGenerator.Pkcs12PasswordToBytes(passphrase);
        try
        {
            var generator = new Pkcs12ParametersGenerator(new Sha1Digest());
            generator.Init(bytes, salt, iterations);
            var derived = (ParametersWithIV)generator.GenerateDerivedParameters(
                "DESEDE", cipher.KeyLength * BitsInByte, cipher.BlockLength * BitsInByte);
            return CipherKey.Take(((KeyParameter)derived.Parameters).GetKey(), derived.GetIV());
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    /// <summary>OpenSSL's derivation for its traditional files: MD5, once, with the first bytes of the cipher's start as salt.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CipherKey OpenSsl(char[] passphrase, byte[] start, BlockCipher cipher)
    {
        using PinnedArray<byte> utf8 = SecureStringReader.ToUtf8(passphrase);
        var generator = new OpenSslPbeParametersGenerator();
        generator.Init(utf8.Items, start.AsSpan(0, SaltLength).ToArray());
        var derived = (KeyParameter)generator.GenerateDerivedParameters("AES", cipher.KeyLength * BitsInByte);
        return CipherKey.Take(derived.GetKey(), start);
    }
}
