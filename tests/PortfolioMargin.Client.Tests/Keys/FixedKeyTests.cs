using System.Security.Cryptography;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class FixedKeyTests
{
    private const string RsaText = "timestamp=1499827319559";

    // Made by 'openssl dgst -sha256 -sign': this signature has no chance in it.
    private const string RsaSignature =
        "rLO8THxnVNZSfm4mxja4am+C3NCx/NEup6zDwqh95zF/O8FSvtlBNXQPf9euMxx27WOU4i516dPOaeuwhkAw+ggdCzeYHYaZQ96W0Q3JL4zzisryG4Rbc4LL4iZcCVcWfzL7zgewDGXMzHOQJftsUrhg/EIAoFavGWrODDB+A+Y=";

    // RFC 8032, section 7.1, test 2: the message is the byte 72, which is "r".
    private const string Ed25519Signature =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    public static TheoryData<string> Usable => [.. ThrowAwayKeys.Matching("rsa-*"), .. ThrowAwayKeys.Matching("ed25519-*")];

    public static TheoryData<string> Encrypted =>
        [.. ThrowAwayKeys.Matching("rsa-*-*es*"), .. ThrowAwayKeys.Matching("ed25519-*-*es*"), "unusable-ec-encrypted.pem"];

    [Theory]
    [MemberData(nameof(Usable))]
    public void A_key_file_of_every_form_signs_as_it_must(string name)
    {
        using IRequestSigner signer = Signers.FromFile(ThrowAwayKeys.PathOf(name), Secure.Text(Secure.Passphrase));
        AssertSigns(signer, name.StartsWith("rsa", StringComparison.Ordinal) ? KeyType.Rsa : KeyType.Ed25519);
    }

    [Theory]
    [InlineData("rsa-pkcs8.pem")]
    [InlineData("ed25519-pkcs8.pem")]
    [InlineData("rsa-traditional.pem")]
    public void A_key_that_is_not_encrypted_needs_no_passphrase(string name)
    {
        using IRequestSigner signer = Signers.FromFile(ThrowAwayKeys.PathOf(name), null);
        AssertSigns(signer, name.StartsWith("rsa", StringComparison.Ordinal) ? KeyType.Rsa : KeyType.Ed25519);
    }

    [Fact]
    public void An_RSA_signature_is_verified_by_the_platform()
    {
        using var publicKey = RSA.Create();
        publicKey.ImportFromPem(ThrowAwayKeys.TextOf("unusable-rsa-public.pem"));
        using IRequestSigner signer = Signers.FromFile(ThrowAwayKeys.PathOf("rsa-pkcs8.pem"), null);
        byte[] signature = Convert.FromBase64String(signer.Sign("a=1&timestamp=2"));
        Assert.True(publicKey.VerifyData("a=1&timestamp=2"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public void Without_a_passphrase_an_encrypted_key_asks_for_one(string name)
    {
        foreach (string? none in (string?[])[null, ""])
        {
            var error = Assert.Throws<PassphraseRequiredException>(
                () => Signers.FromFile(ThrowAwayKeys.PathOf(name), none is null ? null : Secure.Text(none)));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_callers_passphrase_stays_the_callers()
    {
        using System.Security.SecureString passphrase = Secure.Text(Secure.Passphrase);

        Signers.FromFile(ThrowAwayKeys.PathOf("ed25519-pkcs8-aes256.pem"), passphrase).Dispose();

        Assert.Equal(Secure.Passphrase.Length, passphrase.Length);
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public void A_wrong_passphrase_is_told(string name) => AssertWrong(name, 3);

    [Theory]
    [InlineData("rsa-traditional-aes256.pem")]
    [InlineData("rsa-traditional-des3.pem")]
    public void No_wrong_passphrase_is_taken_for_anything_else(string name) =>
        AssertWrong(name, 2_000); // One in 256 leaves padding that looks right.

    [Theory]
    [InlineData("rsa-public", "a public key")]
    [InlineData("rsa-public-traditional", "a public key")]
    [InlineData("certificate", "a certificate")]
    [InlineData("ec", "an elliptic-curve (EC) key")]
    [InlineData("ec-traditional", "an elliptic-curve (EC) key")]
    [InlineData("ec-encrypted", "an elliptic-curve (EC) key")]
    [InlineData("dsa", "a DSA key")]
    [InlineData("ed448", "an Ed448 key")]
    [InlineData("x25519", "an X25519 key")]
    [InlineData("rsa-pss", "restricted to PSS")]
    [InlineData("openssh", "an OpenSSH private key")]
    [InlineData("pgp", "a PGP private key")]
    [InlineData("scrypt", "scrypt")]
    [InlineData("camellia", "CAMELLIA-128-CBC")]
    [InlineData("pbe-md5-des", "a DES or RC2 scheme")]
    public void What_cannot_be_used_is_named_with_what_is_needed(string name, string what)
    {
        string path = ThrowAwayKeys.PathOf($"unusable-{name}.pem");
        var error = Assert.Throws<PrivateKeyUnreadableException>(
            () => Signers.FromFile(path, Secure.Text(Secure.Passphrase)));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains("Ed25519 or RSA private key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposal_ends_signing_and_zeroes_an_Ed25519_key()
    {
        var signer = (Ed25519RequestSigner)Signers.FromFile(ThrowAwayKeys.PathOf("ed25519-pkcs8.pem"), null);
        byte[] kept = signer.PrivateKeyBytes;
        Assert.StartsWith("4CCD089B", Convert.ToHexString(kept), StringComparison.Ordinal);
        signer.Dispose();
        Assert.All(kept, value => Assert.Equal(0, value));
        Assert.Throws<ObjectDisposedException>(() => signer.Sign("r"));
    }

    [Fact]
    public void Disposal_ends_signing_with_an_RSA_key()
    {
        var signer = (RsaRequestSigner)Signers.FromFile(ThrowAwayKeys.PathOf("rsa-pkcs8.pem"), null);
        RSA held = signer.PlatformKey;
        signer.Dispose();
        signer.Dispose();

        // The platform's object throws as well, but only where it was freed; the signer throws by itself and by its own name.
        Assert.Equal(nameof(RsaRequestSigner), Assert.Throws<ObjectDisposedException>(() => signer.Sign("r")).ObjectName);
        Assert.Throws<ObjectDisposedException>(() => held.ExportParameters(includePrivateParameters: true));
    }

    [Theory]
    [InlineData("rsa-pkcs8.pem")]
    [InlineData("ed25519-pkcs8.pem")]
    public void Several_threads_sign_with_one_key(string name)
    {
        using IRequestSigner signer = Signers.FromFile(ThrowAwayKeys.PathOf(name), null);
        string expected = signer.Sign("timestamp=7");
        Parallel.For(0, 200, _ => Assert.Equal(expected, signer.Sign("timestamp=7")));
    }

    private static void AssertWrong(string name, int tries)
    {
        for (int number = 0; number < tries; number++)
        {
            string wrong = FormattableString.Invariant($"wr0ng-{number}");
            var error = Assert.Throws<WrongPassphraseException>(
                () => Signers.FromFile(ThrowAwayKeys.PathOf(name), Secure.Text(wrong)));
            Assert.DoesNotContain(wrong, error.ToString(), StringComparison.Ordinal);
        }
    }

    internal static void AssertSigns(IRequestSigner signer, KeyType type)
    {
        Assert.Equal(type, signer.KeyType);
        if (type == KeyType.Rsa)
        {
            Assert.Equal(RsaSignature, signer.Sign(RsaText));
        }
        else
        {
            Assert.Equal(Ed25519Signature, Convert.ToHexStringLower(Convert.FromBase64String(signer.Sign("r"))));
        }
    }
}
