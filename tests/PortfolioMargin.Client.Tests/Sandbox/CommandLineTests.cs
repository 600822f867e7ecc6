using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using PortfolioMargin.Loopback;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Client.Tests.Sandbox;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_argument_reaches_the_option_it_names()
    {
        var line = CommandLine.Parse(
        [
            "--https", "--orders", "1000", "--sort", "descending", "--fault", "9:stall", "--latency", "50", "--arrivals", "3:7 4-5:1",
            "--expiries", "5:7", "--interval-limit", "30", "--clock-offset", "-3600", "--weight-limit", "100", "--seed", "7",
            "--history-end", "2025-06-01", "--pem-out", "c.pem", "--hmac", "key:a:secret",
        ]);
        Assert.True(line.Server.UseTls);
        Assert.Equal("c.pem", line.CertificatePath);
        SandboxOptions options = line.Exchange;
        Assert.Equal((1000, SortOrder.Descending, 7L, 100), (options.OrderCount, options.SortOrder, options.Seed, options.WeightLimit));
        Assert.Equal((TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(-1), TimeSpan.FromDays(30)), (options.Latency, options.ClockOffset, options.IntervalLimit));
        Assert.Equal(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero), options.HistoryEnd);
        Assert.Equal([1, 1, 2, 1], new[] { 3, 4, 5, 9 }.Select(request => options.Faults.FaultsAt(request).Count()));
        Assert.Equal([SandboxAccount.DemoApiKey, "key"], options.Accounts.Select(account => account.ApiKey));
    }

    [Theory]
    [InlineData("--orders")]
    [InlineData("--orders", "many")]
    [InlineData("--sort", "sideways")]
    [InlineData("--fault", "3:boom")]
    [InlineData("--hmac", "keyonly")]
    [InlineData("--what")]
    public void An_argument_that_makes_no_sense_is_refused(params string[] arguments) =>
        Assert.Throws<FormatException>(() => CommandLine.Parse(arguments));

    [Fact]
    public void An_ed25519_signature_is_checked_with_the_public_half()
    {
        var privateKey = new Ed25519PrivateKeyParameters(new SecureRandom());
        byte[] encoded = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(privateKey.GeneratePublicKey()).GetEncoded();
        SandboxAccount account = Accounts.WithEd25519Key("key", new string(System.Security.Cryptography.PemEncoding.Write("PUBLIC KEY", encoded)));

        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, privateKey);
        byte[] text = Encoding.UTF8.GetBytes("timestamp=1");
        signer.BlockUpdate(text, 0, text.Length);
        string signature = Convert.ToBase64String(signer.GenerateSignature());
        Assert.True(account.Verify("timestamp=1", signature));
        Assert.False(account.Verify("timestamp=2", signature));
        Assert.False(account.Verify("timestamp=1", "bm90IGEgc2lnbmF0dXJl"));
    }
}
