using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class HmacRequestSignerTests
{
    private const string DocumentedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private const string DocumentedTail = "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";

    [Theory]
    [InlineData("symbol=LTCBTC" + DocumentedTail, "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96" + DocumentedTail,
        "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    public void The_documented_vectors_hold(string text, string signature)
    {
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(DocumentedSecret));
        Assert.Equal(KeyType.Hmac, signer.KeyType);
        Assert.Equal(signature, signer.Sign(text));
    }

    [Fact]
    public void Any_secret_and_text_sign_as_the_platform_does() =>
        Gen.Select(Gen.Char['!', '~'].Where(character => "\"'`".IndexOf(character) < 0).Array[1, 200], Gen.String).Sample((secret, text) =>
        {
            using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(new string(secret)));
            byte[] expected = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes(text));
            Assert.Equal(Convert.ToHexStringLower(expected), signer.Sign(text));
        });

    [Theory]
    [InlineData(" {0}")]
    [InlineData("{0}\r\n")]
    [InlineData("\uFEFF\t{0} \u00A0")]
    [InlineData("\u200E{0}\u200B")]
    [InlineData("\"{0}\"")]
    [InlineData("'{0}'\n")]
    [InlineData("`{0}`")]
    [InlineData("“{0}”")]
    [InlineData("„{0}“")]
    [InlineData("‘ {0} ’")]
    [InlineData("«{0}»")]
    [InlineData("'\"{0}\"'")]
    public void What_is_around_a_secret_is_cut_off(string form)
    {
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(form.Replace("{0}", DocumentedSecret, StringComparison.Ordinal)));
        Assert.StartsWith("c8db5682", signer.Sign("symbol=LTCBTC" + DocumentedTail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n ", "is empty")]
    [InlineData("s3cr3t value", "a space inside, at character 7 of 12")]
    [InlineData(" s3cr3t\nvalue ", "a line break inside, at character 7 of 12")]
    [InlineData("s3cr3t\u0001value", "a control character")]
    [InlineData("s3cr3tävalue", "not ASCII")]
    [InlineData("s3cr3t\u200Bvalue", "not ASCII")]
    [InlineData("s3cr3t\"value", "a quotation mark inside, at character 7 of 12")]
    [InlineData("\"s3cr3tvalue", "a quotation mark inside, at character 1 of 12")]
    [InlineData("s3cr3tvalue’", "a quotation mark inside, at character 12 of 12")]
    [InlineData("\"\"", "is empty")]
    [InlineData("-----BEGIN PRIVATE KEY-----s3cr3t", "private key")]
    [InlineData("s3cr3t-----END PRIVATE KEY-----", "private key")]
    public void A_secret_that_cannot_be_one_is_refused_without_being_shown(string secret, string problem)
    {
        var error = Assert.Throws<InvalidParameterException>(() => RequestSigners.FromSecret(Secure.Text(secret)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposal_zeroes_the_secret_and_ends_signing()
    {
        var signer = (HmacRequestSigner)RequestSigners.FromSecret(Secure.Text(DocumentedSecret));
        byte[] kept = signer.SecretBytes;
        Assert.Equal(DocumentedSecret, Encoding.ASCII.GetString(kept));

        signer.Dispose();
        signer.Dispose();

        Assert.All(kept, value => Assert.Equal(0, value));
        Assert.Throws<ObjectDisposedException>(() => signer.Sign("timestamp=1"));
    }

    [Fact]
    public async Task Disposal_while_others_sign_gives_right_signatures_or_none()
    {
        for (int round = 0; round < 20; round++)
        {
            IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(DocumentedSecret));
            string expected = signer.Sign("timestamp=1");
            using var started = new Barrier(3);
            Task[] signing = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                started.SignalAndWait(TestContext.Current.CancellationToken);
                try
                {
                    while (true)
                    {
                        Assert.Equal(expected, signer.Sign("timestamp=1"));
                    }
                }
                catch (ObjectDisposedException)
                {
                    // What must happen.
                }
            }))];
            started.SignalAndWait(TestContext.Current.CancellationToken);
            signer.Dispose();
            await Task.WhenAll(signing);
        }
    }

    [Fact]
    public void A_signer_shows_nothing_of_its_secret()
    {
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(DocumentedSecret));
        Assert.DoesNotContain("Nhq", signer.ToString()!, StringComparison.Ordinal);
        Assert.Equal(["KeyType"], signer.GetType().GetProperties().Select(property => property.Name));
    }
}
