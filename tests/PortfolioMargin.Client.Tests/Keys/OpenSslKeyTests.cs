using System.Security.Cryptography;
using System.Text;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>Keys made by OpenSSL while the tests run, and signatures that OpenSSL verifies. The fixed keys test the same forms without it.</summary>
public class OpenSslKeyTests(OpenSsl openSsl) : IClassFixture<OpenSsl>
{
    private const string Passphrase = "correct horse, pässwörd 密码";
    private const string Text = "startTime=1&endTime=2&recvWindow=5000&timestamp=1499827319559";

    [Theory]
    [InlineData("rsa", "pkcs8 -topk8 -nocrypt")]
    [InlineData("rsa", "pkcs8 -topk8 -v2 aes-128-cbc")]
    [InlineData("rsa", "pkcs8 -topk8 -v2 aes-192-cbc -v2prf hmacWithSHA384")]
    [InlineData("rsa", "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 100000")]
    [InlineData("rsa", "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA1")]
    [InlineData("rsa", "pkcs8 -topk8 -v2 des3")]
    [InlineData("rsa", "pkcs8 -topk8 -v1 PBE-SHA1-3DES")]
    [InlineData("rsa", "pkcs8 -topk8 -v1 PBE-SHA1-2DES")]
    [InlineData("rsa", "rsa -traditional")]
    [InlineData("rsa", "rsa -traditional -aes128")]
    [InlineData("rsa", "rsa -traditional -aes192")]
    [InlineData("rsa", "rsa -traditional -aes256")]
    [InlineData("rsa", "rsa -traditional -des3")]
    [InlineData("ed25519", "pkcs8 -topk8 -nocrypt")]
    [InlineData("ed25519", "pkcs8 -topk8 -v2 aes-256-cbc")]
    [InlineData("ed25519", "pkcs8 -topk8 -v1 PBE-SHA1-3DES")]
    [InlineData("ed25519", "pkey -aes-256-cbc")]
    public void A_key_made_by_OpenSSL_signs_what_OpenSSL_verifies(string key, string command)
    {
        Assert.SkipUnless(openSsl.IsPresent, "OpenSSL 3 is not installed; the fixed keys test the same forms.");
        openSsl.Write("passphrase", Passphrase + "\n");
        string[] words = command.Split(' ');
        openSsl.Run([.. words, "-in", $"{key}.pem", "-out", "made.pem", "-passout", "file:passphrase"]);

        using IRequestSigner signer = Signers.FromFile(openSsl.PathOf("made.pem"), Secure.Text(Passphrase));
        AssertVerified(key, signer.Sign(Text));
    }

    [Fact]
    public void A_new_key_with_a_passphrase_in_one_command_is_read()
    {
        Assert.SkipUnless(openSsl.IsPresent, "OpenSSL 3 is not installed; the fixed keys test the same forms.");
        openSsl.Write("passphrase", Passphrase + "\n");
        openSsl.Run("genpkey", "-algorithm", "ed25519", "-aes-256-cbc", "-out", "new.pem", "-pass", "file:passphrase");
        using IRequestSigner signer = Signers.FromFile(openSsl.PathOf("new.pem"), Secure.Text(Passphrase));
        Assert.Equal(KeyType.Ed25519, signer.KeyType);
    }

    [Fact]
    public void RSA_keys_of_every_common_length_are_read()
    {
        Assert.SkipUnless(openSsl.IsPresent, "OpenSSL 3 is not installed; the fixed keys test the same forms.");
        foreach (string bits in (string[])["1024", "1536", "2047", "2056", "3072"])
        {
            openSsl.Run("genpkey", "-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{bits}", "-out", "length.pem");
            List<string> warnings = [];
            using IRequestSigner signer = Signers.FromFile(openSsl.PathOf("length.pem"), null, warnings);
            Assert.Equal(bits is "1024" or "1536" or "2047", warnings.Exists(warning => warning.Contains($"an RSA key of {bits} bits", StringComparison.Ordinal)));
            openSsl.Run("pkey", "-in", "length.pem", "-pubout", "-out", "length.pub");
            AssertVerified("length", signer.Sign(Text));
        }
    }

    private void AssertVerified(string key, string signature)
    {
        byte[] bytes = Convert.FromBase64String(signature);
        openSsl.Write("text", Text);
        File.WriteAllBytes(openSsl.PathOf("signature"), bytes);
        string verdict = key == "ed25519"
            ? openSsl.Run("pkeyutl", "-verify", "-pubin", "-inkey", "ed25519.pub", "-rawin", "-in", "text", "-sigfile", "signature")
            : openSsl.Run("dgst", "-sha256", "-verify", $"{key}.pub", "-signature", "signature", "text");
        Assert.Matches("Verified|Verified OK|Signature Verified Successfully", verdict);

        if (key != "ed25519")
        {
            using var publicKey = RSA.Create();
            publicKey.ImportFromPem(File.ReadAllText(openSsl.PathOf($"{key}.pub")));
            Assert.True(publicKey.VerifyData(Encoding.UTF8.GetBytes(Text), bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }
}
