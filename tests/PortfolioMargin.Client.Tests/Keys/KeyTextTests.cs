using System.Text;
using CsCheck;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public sealed class KeyTextTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Keys => new("ed25519-pkcs8.pem", "rsa-pkcs8.pem", "rsa-traditional.pem", "rsa-traditional-aes256.pem", "ed25519-pkcs8-aes256.pem");

    public static TheoryData<string, string> Ends
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string key in Keys.Select(row => row.Data))
            {
                foreach (string end in (string[])["\r\n", "\r", "\n\n", " ", "  \n\t", ""])
                {
                    data.Add(key, end);
                }
            }

            return data;
        }
    }

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Ends))]
    public void Line_ends_of_every_kind_are_read(string name, string end) =>
        AssertReads(name, ThrowAwayKeys.TextOf(name).Replace("\n", end, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Text_and_other_blocks_around_a_key_are_passed_over(string name)
    {
        string around = ThrowAwayKeys.TextOf("unusable-certificate.pem") + "subject=/CN=x -----BEGIN nothing\n" + ThrowAwayKeys.TextOf("unusable-rsa-public.pem");
        AssertReads(name, around + ThrowAwayKeys.TextOf(name) + "\n\nBag Attributes\n    localKeyID: 01\n" + around);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Files_in_every_Unicode_encoding_are_read(string name)
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode,
        ];
        foreach (Encoding encoding in encodings)
        {
            File.WriteAllText(_file, "schlüssel\r\n" + ThrowAwayKeys.TextOf(name), encoding);
            using IRequestSigner signer = Signers.FromFile(_file, Secure.Text(Secure.Passphrase));
            FixedKeyTests.AssertSigns(signer, TypeOf(name));
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_text_with_a_key_in_it_is_a_key_and_any_other_a_secret(string name)
    {
        using IRequestSigner key = Signers.FromSecretOrKey(Secure.Text(ThrowAwayKeys.TextOf(name)), Secure.Text(Secure.Passphrase));
        FixedKeyTests.AssertSigns(key, TypeOf(name));

        using IRequestSigner secret = Signers.FromSecretOrKey(Secure.Text(" s3cr3t\n"), null);
        Assert.Equal(KeyType.Hmac, secret.KeyType);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n ", "is empty")]
    [InlineData("Hello", "no PEM block")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@host", "an SSH public key")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519", "a PuTTY key")]
    [InlineData("{\"kty\":\"OKP\"}", "a JWK")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n", "breaks off")]
    [InlineData("AAAA\n-----END PRIVATE KEY-----", "no PEM block")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "breaks off")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nA*A\n-----END PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nAAAA\n-----END RSA PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-256-CBC\nAAAA\n-----END RSA PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-256-CBC\nComment: a,00112233445566778899AABBCCDDEEFF\nAAAA\n-----END RSA PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-256-CBC,00\nAAAA\n-----END RSA PRIVATE KEY-----", "is damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: DES-CBC,0011223344556677\nAAAA\n-----END RSA PRIVATE KEY-----", "DES-CBC")]
    [InlineData("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----", "not a private key")]
    public void A_text_that_is_no_key_is_refused_with_the_reason(string text, string problem)
    {
        var error = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromText(Secure.Text(text), null));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_private_keys_in_one_file_are_refused()
    {
        File.WriteAllText(_file, ThrowAwayKeys.TextOf("rsa-pkcs8.pem") + ThrowAwayKeys.TextOf("ed25519-pkcs8.pem"));
        var error = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile(_file, null));
        Assert.Contains("2 private keys", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "key.pem");
        AssertUnreadable(missing, "does not exist");
        AssertUnreadable(Path.GetTempPath(), "is a folder");
    }

    [Fact]
    public void A_file_that_is_much_too_long_or_binary_is_told()
    {
        File.WriteAllText(_file, new string('x', KeyFile.MaximumLength + 1));
        AssertUnreadable(_file, "longer than 65536 bytes");
        File.WriteAllText(_file, ThrowAwayKeys.TextOf("ed25519-pkcs8.pem").PadRight(KeyFile.MaximumLength));
        Signers.FromFile(_file, null).Dispose();

        string[] lines = ThrowAwayKeys.TextOf("rsa-pkcs8.pem").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        File.WriteAllBytes(_file, Convert.FromBase64String(string.Concat(lines[2..^1])));
        AssertUnreadable(_file, "binary (DER)");
    }

    [Theory]
    [InlineData("ed25519-pkcs8.pem")]
    [InlineData("rsa-pkcs8.pem")]
    [InlineData("rsa-pkcs8-aes256.pem")]
    [InlineData("rsa-pkcs8-pbe-sha1-3des.pem")]
    [InlineData("rsa-traditional-des3.pem")]
    public void A_damaged_key_is_refused_or_signs_but_nothing_else_happens(string name)
    {
        string text = ThrowAwayKeys.TextOf(name);
        int first = text.IndexOf("KEY-----", StringComparison.Ordinal) + "KEY-----".Length;
        Gen.Select(Gen.Int[first, text.Length - 3], Gen.Char['!', 'z'], Gen.Int[0, 3]).Sample(
            (position, character, cut) =>
            {
                string damaged = text[..position] + character + text[(position + cut)..];
                try
                {
                    using IRequestSigner signer = Signers.FromText(Secure.Text(damaged), Secure.Text(Secure.Passphrase));
                    Assert.NotEmpty(signer.Sign("r"));
                }
                catch (CredentialException)
                {
                    // What must happen to most.
                }
            },
            iter: 400);
    }

    [Theory]
    [InlineData("rsa-traditional-aes256.pem")]
    [InlineData("rsa-pkcs8-aes256.pem")]
    public void An_encrypted_key_that_is_damaged_inside_is_not_laid_to_its_passphrase(string name)
    {
        string text = ThrowAwayKeys.TextOf(name);
        int middle = text.Length / 2;
        string damaged = text[..middle] + (text[middle] == 'A' ? 'B' : 'A') + text[(middle + 1)..];

        var error = Assert.Throws<PrivateKeyUnreadableException>(
            () => Signers.FromText(Secure.Text(damaged), Secure.Text(Secure.Passphrase)));

        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
    }

    private static KeyType TypeOf(string name) => name.StartsWith("rsa", StringComparison.Ordinal) ? KeyType.Rsa : KeyType.Ed25519;

    private static void AssertReads(string name, string text)
    {
        using IRequestSigner signer = Signers.FromText(Secure.Text(text), Secure.Text(Secure.Passphrase));
        FixedKeyTests.AssertSigns(signer, TypeOf(name));
    }

    private static void AssertUnreadable(string path, string problem)
    {
        var error = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile(path, null));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
