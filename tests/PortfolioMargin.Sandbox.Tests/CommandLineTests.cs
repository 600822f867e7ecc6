using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using PortfolioMargin.Sandbox.Orders;
using PortfolioMargin.Server;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_argument_reaches_the_option_it_names()
    {
        var line = CommandLine.Parse(
        [
            "--UseTls", "true", "--ordercount", "1000", "--UmOrderCount=20", "--Faults", "9:stall 1-:sort/descending 3:arrive/7", "--Latency", "00:00:00.050",
            "--ClockOffset", "-01:00:00", "--FuturesSpan", "60.00:00:00", "--WeightLimit", "100", "--Seed", "7", "--HistoryEnd", "2025-06-01T00:00:00Z",
            "--ArrivalTime", "AfterNewest", "--CertificatePath", "c.pem", "--Hmac", "key:a:secret",
        ]);
        Assert.True(line.Server.UseTls);
        Assert.Equal("c.pem", line.CertificatePath);
        SandboxOptions options = line.Exchange;
        Assert.Equal((1000, 20, 7L, 100), (options.OrderCount, options.UmOrderCount, options.Seed, options.WeightLimit));
        Assert.Equal((TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(-1), TimeSpan.FromDays(60)), (options.Latency, options.ClockOffset, options.FuturesSpan));
        Assert.Equal((new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero), ArrivalTime.AfterNewest), (options.HistoryEnd, options.ArrivalTime));
        Assert.Equal([1, 2, 2], new[] { 1, 3, 9 }.Select(request => options.Faults.FaultsAt(request).Count()));
        Assert.Equal([SandboxAccount.DemoApiKey, "key"], options.Accounts.Select(account => account.ApiKey));
    }

    [Fact]
    public void Without_arguments_the_exchange_has_its_defaults()
    {
        var line = CommandLine.Parse([]);
        Assert.False(line.Server.UseTls);
        Assert.Equal(SandboxOptions.DefaultOrderCount, line.Exchange.OrderCount);
        Assert.Equal(new SandboxOptions().BanDurations, line.Exchange.BanDurations);
        Assert.Equal([SandboxAccount.Demo], line.Exchange.Accounts);
    }

    [Theory]
    [InlineData("--OrderCount")]
    [InlineData("--OrderCount", "many")]
    [InlineData("--OrderCount", "-1")]
    [InlineData("--ArrivalTime", "Never")]
    [InlineData("--Faults", "3:boom")]
    [InlineData("--Hmac", "keyonly")]
    [InlineData("--what")]
    [InlineData("--what", "ever")]
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
