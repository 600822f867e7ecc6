using System.Text.Json;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>Keys as variables, JSON files and vaults keep them: on one line, escaped, or without their first and last line.</summary>
public class FlattenedKeyTests
{
    public static TheoryData<string> Keys => new(
        "ed25519-pkcs8.pem", "ed25519-pkcs8-aes256.pem", "rsa-pkcs8.pem", "rsa-pkcs8-aes256.pem", "rsa-pkcs8-pbe-sha1-3des.pem", "rsa-traditional.pem");

    public static TheoryData<string> Foreign => new("unusable-ec.pem", "unusable-ec-traditional.pem", "unusable-rsa-public.pem", "public-ed25519.pem", "unusable-x25519.pem");

    [Theory]
    [MemberData(nameof(Keys))]
    [InlineData("rsa-traditional-aes256.pem")]
    public void Escaped_line_breaks_are_read(string name)
    {
        string pem = ThrowAwayKeys.TextOf(name);
        foreach (string escape in (string[])[@"\n", @"\r\n", @"\\n", @"\\\\n", @"\n ", "\\\n"])
        {
            AssertReads(name, pem.Replace("\n", escape, StringComparison.Ordinal));
        }

        AssertReads(name, $"\"{pem.Replace("\n", @"\n", StringComparison.Ordinal)}\"");
        AssertReads(name, JsonSerializer.Serialize(new { key = pem }));
        AssertReads(name, JsonSerializer.Serialize(new { key = pem }).Replace("/", @"\/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_inside_of_a_key_file_is_read_as_the_key_and_never_as_a_secret(string name)
    {
        string inside = InsideOf(name);
        foreach (string form in (string[])
            [inside, inside.Trim(), inside.Replace("\n", "", StringComparison.Ordinal), inside.Replace("\n", " ", StringComparison.Ordinal),
             inside.Trim().Replace("\n", @"\n", StringComparison.Ordinal), $"'{inside}'", inside.TrimEnd('\n', '=')])
        {
            AssertReads(name, form);
            var error = Assert.Throws<InvalidParameterException>(() => RequestSigners.FromSecret(Secure.Text(form)));
            Assert.Contains("private key", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_part_of_the_inside_is_a_damaged_key_and_never_a_secret(string name)
    {
        string inside = InsideOf(name).Replace("\n", "", StringComparison.Ordinal);
        for (int length = 24; length < inside.TrimEnd('=').Length; length += 5)
        {
            string part = inside[..length];
            Assert.Throws<InvalidParameterException>(() => RequestSigners.FromSecret(Secure.Text(part)));
            var error = Assert.ThrowsAny<CredentialException>(
                () => Signers.FromSecretOrKey(Secure.Text(part), Secure.Text(Secure.Passphrase)));
            Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void The_inside_of_another_file_is_named_and_never_a_secret(string name)
    {
        string inside = InsideOf(name);
        string expected = Assert.Throws<PrivateKeyUnreadableException>(() => FromText(ThrowAwayKeys.TextOf(name))).Message;
        Assert.Equal(expected, Assert.Throws<PrivateKeyUnreadableException>(() => FromText(inside)).Message);
        Assert.Throws<InvalidParameterException>(() => RequestSigners.FromSecret(Secure.Text(inside)));
    }

    [Theory]
    [InlineData("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j")]
    [InlineData("MIIEpAIBMIIEpAIBMIIEpAIBMIIEpAIBMIIEpAIBMIIEpAIBMIIEpAIBMIIEpAIB")]
    [InlineData("MC4C")]
    public void A_secret_is_not_taken_for_a_key_for_its_first_letters(string secret)
    {
        using IRequestSigner signer = Signers.FromSecretOrKey(Secure.Text(secret), null);
        Assert.Equal(KeyType.Hmac, signer.KeyType);
    }

    [Fact]
    public void The_inside_of_an_encrypted_key_asks_for_its_passphrase() =>
        Assert.Throws<PassphraseRequiredException>(() => FromText(InsideOf("rsa-pkcs8-aes256.pem")));

    [Theory]
    [InlineData("'{0}'", true)]
    [InlineData("{0}\n", true)]
    [InlineData("“{0}”", true)]
    [InlineData("{0}x", false)]
    public void A_wrong_passphrase_with_something_around_it_is_told_so(string form, bool told)
    {
        string wrong = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Secure.Passphrase);
        var error = Assert.Throws<WrongPassphraseException>(
            () => Signers.FromFile(ThrowAwayKeys.PathOf("rsa-pkcs8-aes256.pem"), Secure.Text(wrong)));
        Assert.Equal(told, error.Message.Contains("around it", StringComparison.Ordinal));
    }

    private static IRequestSigner FromText(string text) => Signers.FromSecretOrKey(Secure.Text(text), null);

    private static string InsideOf(string name) => string.Concat(ThrowAwayKeys.LinesInside(name).Select(line => line + "\n"));

    private static void AssertReads(string name, string text)
    {
        using IRequestSigner signer = Signers.FromSecretOrKey(Secure.Text(text), Secure.Text(Secure.Passphrase));
        FixedKeyTests.AssertSigns(signer, name.StartsWith("rsa", StringComparison.Ordinal) ? KeyType.Rsa : KeyType.Ed25519);
    }
}
