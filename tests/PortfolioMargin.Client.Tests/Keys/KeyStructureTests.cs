using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>Keys that are well formed, but not what they should be: another public half, something behind the key, too few bits.</summary>
public class KeyStructureTests
{
    // RFC 8032, section 7.1, test 2.
    private static readonly byte[] Ed25519Private = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static readonly byte[] Ed25519Public = Convert.FromHexString("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static readonly byte[] NullValue = [5, 0];

    [Fact]
    public void A_key_with_its_own_public_half_is_read()
    {
        using IRequestSigner ed25519 = Read(Ed25519(1, writer => WritePublicHalf(writer, Ed25519Public)));
        Assert.Equal(KeyType.Ed25519, ed25519.KeyType);
        using IRequestSigner behindAttributes = Read(Ed25519(1, writer =>
        {
            writer.WriteEncodedValue([0xA0, 0]);
            WritePublicHalf(writer, Ed25519Public);
        }));
        Assert.Equal(KeyType.Ed25519, behindAttributes.KeyType);

        using var rsa = RSA.Create(2048);
        using IRequestSigner signer = Read(Rsa(rsa, writer => WritePublicHalf(writer, rsa.ExportRSAPublicKey())));
        Assert.Equal(KeyType.Rsa, signer.KeyType);
    }

    [Fact]
    public void A_key_with_the_public_half_of_another_is_refused()
    {
        using var rsa = RSA.Create(2048);
        using var other = RSA.Create(2048);
        byte[] flipped = [.. Ed25519Public];
        flipped[31] ^= 1;

        AssertRefused(Ed25519(1, writer => WritePublicHalf(writer, flipped)), "public half does not belong");
        AssertRefused(Ed25519(1, writer => WritePublicHalf(writer, Ed25519Public[..31])), "public half does not belong");
        AssertRefused(Rsa(rsa, writer => WritePublicHalf(writer, other.ExportRSAPublicKey())), "public half does not belong");
    }

    [Fact]
    public void Every_part_of_the_public_half_counts()
    {
        using var rsa = RSA.Create(2048);
        RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: false);
        byte[] modulus = numbers.Modulus!;

        AssertRefused(Rsa(rsa, writer => WritePublicHalf(writer, Integers(modulus, [3]))), "public half does not belong");
        AssertRefused(Rsa(rsa, writer => WritePublicHalf(writer, Integers(modulus, numbers.Exponent!, [3]))), "public half does not belong");
        AssertRefused(Ed25519(1, writer => WritePublicHalf(writer, Ed25519Public, unusedBits: 2)), "is damaged: its base64");
        Read(Rsa(rsa, writer => WritePublicHalf(writer, Integers(modulus, numbers.Exponent!)))).Dispose();
    }

    [Fact]
    public void An_RSA_key_whose_numbers_do_not_belong_together_is_refused()
    {
        using var rsa = RSA.Create(2048);
        RSAParameters n = rsa.ExportParameters(includePrivateParameters: true);
        byte[] whole = Integers([0], n.Modulus!, n.Exponent!, n.D!, n.P!, n.Q!, n.DP!, n.DQ!, n.InverseQ!);
        Read(whole, "RSA PRIVATE KEY").Dispose();

        // Some platforms refuse such a key; others import it, and then what it signs is wrong.
        n.D![^1] ^= 4;
        n.DP![^1] ^= 4;
        AssertRefused(Integers([0], n.Modulus!, n.Exponent!, n.D, n.P!, n.Q!, n.DP, n.DQ!, n.InverseQ!), "is damaged", "RSA PRIVATE KEY");
    }

    [Fact]
    public void Bytes_behind_a_key_are_refused_wherever_they_stand()
    {
        using var rsa = RSA.Create(2048);
        byte[] plain = Ed25519(0, _ => { });
        Read(plain).Dispose();

        AssertRefused([.. plain, 0], "is damaged");
        AssertRefused(Ed25519(0, writer => writer.WriteEncodedValue(NullValue)), "is damaged");
        AssertRefused(Ed25519(0, _ => { }, behindInner: [0]), "is damaged");
        AssertRefused(Ed25519(1, writer =>
        {
            WritePublicHalf(writer, Ed25519Public);
            WritePublicHalf(writer, Ed25519Public);
        }), "is damaged");
        AssertRefused(WithNullAtTheEnd(rsa.ExportRSAPrivateKey()), "is damaged", "RSA PRIVATE KEY");
        using IRequestSigner whole = Read(rsa.ExportRSAPrivateKey(), "RSA PRIVATE KEY");
        Assert.Equal(KeyType.Rsa, whole.KeyType);
    }

    [Theory]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc, "SHA256")]
    [InlineData(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, "SHA1")]
    public void Bytes_behind_the_parts_of_an_encrypted_key_are_refused(PbeEncryptionAlgorithm cipher, string hash)
    {
        using var rsa = RSA.Create(2048);
        byte[] der = rsa.ExportEncryptedPkcs8PrivateKey(Secure.Passphrase, new PbeParameters(cipher, new HashAlgorithmName(hash), 100));

        AssertRefused(WithNullAtTheEnd(der), "is damaged", "ENCRYPTED PRIVATE KEY");
        AssertRefused(WithNullAtTheEnd(der, 0), "is damaged", "ENCRYPTED PRIVATE KEY");
        AssertRefused(WithNullAtTheEnd(der, 0, 1), "is damaged", "ENCRYPTED PRIVATE KEY");
    }

    [Theory]
    [InlineData(2, "is damaged")]
    [InlineData(-1, "is damaged")]
    public void A_version_that_does_not_exist_is_refused(int version, string problem) => AssertRefused(Ed25519(version, _ => { }), problem);

    [Fact]
    public void A_short_RSA_key_is_read_with_one_warning_and_a_long_one_without()
    {
        List<string> warnings = [];
        Signers.FromText(Secure.Text(ThrowAwayKeys.TextOf("rsa-pkcs8.pem")), null, warnings).Dispose();
        Assert.Contains("an RSA key of 1024 bits", Assert.Single(warnings), StringComparison.Ordinal);

        warnings.Clear();
        using var rsa = RSA.Create(2048);
        Signers.FromText(Secure.Text(rsa.ExportPkcs8PrivateKeyPem()), null, warnings).Dispose();
        Signers.FromText(Secure.Text(ThrowAwayKeys.TextOf("ed25519-pkcs8.pem")), null, warnings).Dispose();
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(0, "is damaged")]
    [InlineData(-1, "is damaged")]
    [InlineData(10_000_001, "more than ten million rounds")]
    [InlineData(int.MaxValue, "more than ten million rounds")]
    [InlineData(long.MaxValue, "more than ten million rounds")]
    public void Rounds_of_key_derivation_that_cannot_be_are_refused(long rounds, string problem) =>
        AssertRefused(SlowKey.Encode(rounds), problem, "ENCRYPTED PRIVATE KEY");

    [Theory]
    [InlineData(7, 16, null)]
    [InlineData(16, 15, null)]
    [InlineData(16, 17, null)]
    [InlineData(16, 8, null)]
    [InlineData(16, 16, 31)]
    [InlineData(16, 16, 16)]
    public void Parameters_of_an_encryption_that_do_not_fit_together_are_refused(int saltLength, int startLength, int? keyLength) =>
        AssertRefused(SlowKey.Encode(1, saltLength, startLength, keyLength), "is damaged", "ENCRYPTED PRIVATE KEY");

    [Theory]
    [InlineData("1.2.392.200011.61.1.1.1.4", "is encrypted by")]
    [InlineData("2.16.840.1.101.3.4.1.46", "is encrypted by")]
    public void A_cipher_that_is_not_known_is_refused_before_a_passphrase_is_tried(string cipher, string problem) =>
        AssertRefused(SlowKey.Encode(1, cipher: cipher), problem, "ENCRYPTED PRIVATE KEY");

    [Theory]
    [InlineData(PbeEncryptionAlgorithm.Aes128Cbc, "SHA1")]
    [InlineData(PbeEncryptionAlgorithm.Aes192Cbc, "SHA256")]
    [InlineData(PbeEncryptionAlgorithm.Aes192Cbc, "SHA384")]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc, "SHA512")]
    [InlineData(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, "SHA1")]
    public void What_the_platform_encrypts_is_read(PbeEncryptionAlgorithm cipher, string hash)
    {
        using var rsa = RSA.Create(2048);
        byte[] der = rsa.ExportEncryptedPkcs8PrivateKey(Secure.Passphrase, new PbeParameters(cipher, new HashAlgorithmName(hash), 100));

        using IRequestSigner signer = Read(der, "ENCRYPTED PRIVATE KEY");

        Assert.True(rsa.VerifyData("r"u8, Convert.FromBase64String(signer.Sign("r")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void Bytes_behind_an_encrypted_key_are_refused() =>
        AssertRefused(SlowKey.Encode(1, behind: NullValue), "is damaged", "ENCRYPTED PRIVATE KEY");

    [Theory]
    [InlineData(1, 8, null)]
    [InlineData(10_000_000, 16, null)]
    [InlineData(1, 16, 32)]
    public void Parameters_at_the_edge_of_what_is_allowed_are_read(int rounds, int saltLength, int? keyLength)
    {
        // Without a passphrase nothing is derived: it is asked for when all the rest is in order.
        string pem = PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", SlowKey.Encode(rounds, saltLength, keyLength: keyLength));
        Assert.Throws<PassphraseRequiredException>(() => Signers.FromText(Secure.Text(pem), null));
    }

    private static void WritePublicHalf(AsnWriter writer, byte[] half, int unusedBits = 0) =>
        writer.WriteBitString(half, unusedBits, new Asn1Tag(TagClass.ContextSpecific, 1));

    private static byte[] Integers(params byte[][] numbers)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (byte[] number in numbers)
            {
                writer.WriteIntegerUnsigned(number.AsSpan().TrimStart((byte)0) is { IsEmpty: false } trimmed ? trimmed : [0]);
            }
        }

        return writer.Encode();
    }

    private static byte[] Ed25519(int version, Action<AsnWriter> writeRest, byte[]? behindInner = null)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(Ed25519Private);
        return Pkcs8(version, "1.3.101.112", [.. inner.Encode(), .. behindInner ?? []], writeRest);
    }

    private static byte[] Rsa(RSA rsa, Action<AsnWriter> writeRest) => Pkcs8(1, "1.2.840.113549.1.1.1", rsa.ExportRSAPrivateKey(), writeRest);

    private static byte[] Pkcs8(int version, string algorithm, byte[] inner, Action<AsnWriter> writeRest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(version);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
            }

            writer.WriteOctetString(inner);
            writeRest(writer);
        }

        return writer.Encode();
    }

    /// <summary>A sequence with one value more at the end of it, or of a sequence inside it that a path of places leads to.</summary>
    private static byte[] WithNullAtTheEnd(ReadOnlyMemory<byte> sequence, params int[] path)
    {
        AsnReader inside = new AsnReader(sequence, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (int place = 0; inside.HasData; place++)
            {
                ReadOnlyMemory<byte> value = inside.ReadEncodedValue();
                writer.WriteEncodedValue(path.Length > 0 && path[0] == place ? WithNullAtTheEnd(value, path[1..]) : value.Span);
            }

            if (path.Length == 0)
            {
                writer.WriteNull();
            }
        }

        return writer.Encode();
    }

    private static IRequestSigner Read(byte[] der, string label = "PRIVATE KEY") =>
        Signers.FromText(Secure.Text(PemEncoding.WriteString(label, der)), Secure.Text(Secure.Passphrase));

    private static void AssertRefused(byte[] der, string problem, string label = "PRIVATE KEY")
    {
        var error = Assert.Throws<PrivateKeyUnreadableException>(() => Read(der, label));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
