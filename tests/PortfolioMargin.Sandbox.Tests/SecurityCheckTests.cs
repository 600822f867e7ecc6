using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace PortfolioMargin.Sandbox.Tests;

public sealed class SecurityCheckTests : IDisposable
{
    private const string DocumentedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private const string UnknownKey = "UnknownKey000000000000000000000000000000000000000000000000000000";

    private readonly FakeTimeProvider _time = new(MarginForceOrdersTests.Noon);
    private readonly SandboxExchange _exchange;
    private readonly SandboxClient _client;

    public SecurityCheckTests()
    {
        _exchange = new SandboxExchange(new SandboxOptions(), _time);
        _client = new SandboxClient(_exchange, _time);
    }

    public void Dispose()
    {
        _client.Dispose();
        _exchange.Dispose();
    }

    [Theory]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    public void The_documented_signatures_hold_in_either_case_and_no_other_does(string text, string signature)
    {
        SandboxAccount account = SandboxAccount.WithSecret("key", DocumentedSecret);
        Assert.True(account.Verify(text, signature));
        Assert.True(account.Verify(text, signature.ToUpperInvariant()));
        Assert.False(account.Verify(text + "0", signature));
        Assert.False(account.Verify(text, "0" + signature[1..]));
        Assert.False(account.Verify(text, signature[..^1] + "x"));
        Assert.False(account.Verify(text, signature + "00"));
        Assert.False(account.Verify(text, ""));
    }

    [Fact]
    public void An_rsa_signature_is_checked_with_the_public_half()
    {
        using var rsa = RSA.Create(2048);
        SandboxAccount account = SandboxAccount.WithRsaKey("key", rsa.ExportParameters(includePrivateParameters: false));
        string signature = Convert.ToBase64String(rsa.SignData(Encoding.UTF8.GetBytes("timestamp=1"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.True(account.Verify("timestamp=1", signature));
        Assert.False(account.Verify("timestamp=2", signature));
        Assert.False(account.Verify("timestamp=1", "not base64!"));
    }

    [Fact]
    public async Task An_account_with_a_check_of_its_own_gets_the_decoded_signature()
    {
        const string BlankWhenNotEncoded = "a+b/c==";
        var account = new SandboxAccount("ed", SandboxKeyType.Ed25519, (_, signature) => signature == BlankWhenNotEncoded);
        using var exchange = new SandboxExchange(new SandboxOptions { Accounts = [account] }, _time);
        using var client = new SandboxClient(exchange, _time);
        string signed = $"timestamp={_time.GetUtcNow().ToUnixTimeMilliseconds()}&signature=";

        using HttpResponseMessage response = await client.SendAsync(client.Raw(signed + Uri.EscapeDataString(BlankWhenNotEncoded), "ed"));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal((400, -1022), await client.GetErrorAsync(client.Raw(signed + BlankWhenNotEncoded, "ed")));
    }

    [Theory]
    [InlineData(null, -2014)]
    [InlineData("with-dashes", -2014)]
    [InlineData(UnknownKey, -2015)]
    public async Task A_key_that_no_account_has_is_refused(string? key, int code)
    {
        Assert.Equal((401, code), await _client.GetErrorAsync(_client.Raw("timestamp=1&signature=00", key)));
    }

    [Theory]
    [InlineData(-5_000, 200)]
    [InlineData(-5_001, -1021)]
    [InlineData(999, 200)]
    [InlineData(1_000, -1021)]
    public async Task A_timestamp_must_be_within_the_window_and_not_a_second_ahead(int millisecondsOff, int expected)
    {
        using HttpResponseMessage response = await _client.SendAsync(_client.Signed("", TimeSpan.FromMilliseconds(millisecondsOff)));
        using var json = await SandboxClient.ReadJsonAsync(response);
        Assert.Equal(expected, expected > 0 ? (int)response.StatusCode : json.RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_larger_window_forgives_an_older_timestamp()
    {
        using HttpResponseMessage response = await _client.SendAsync(_client.Signed("recvWindow=60000", TimeSpan.FromSeconds(-60)));
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_clock_can_be_moved_and_the_date_header_tells()
    {
        _exchange.ClockOffset = TimeSpan.FromHours(1);
        using HttpResponseMessage refused = await _client.GetAsync();
        Assert.Contains("-1021", await SandboxClient.ReadTextAsync(refused), StringComparison.Ordinal);
        Assert.Equal(MarginForceOrdersTests.Noon.AddHours(1), refused.Headers.Date);
        using HttpResponseMessage accepted = await _client.SendAsync(_client.Signed("", TimeSpan.FromHours(1)));
        Assert.Equal(200, (int)accepted.StatusCode);
    }

    [Fact]
    public async Task Timestamp_and_signature_are_mandatory()
    {
        Assert.Equal((400, -1102), await _client.GetErrorAsync(_client.Raw("signature=" + SandboxClient.Sign(""))));
        Assert.Equal((400, -1102), await _client.GetErrorAsync(_client.Raw("timestamp=&signature=" + SandboxClient.Sign("timestamp="))));
        Assert.Equal((400, -1102), await _client.GetErrorAsync(_client.Raw($"timestamp={_time.GetUtcNow().ToUnixTimeMilliseconds()}")));
    }

    [Fact]
    public async Task The_signature_must_be_right_and_last()
    {
        string text = $"timestamp={_time.GetUtcNow().ToUnixTimeMilliseconds()}";
        Assert.Equal((400, -1022), await _client.GetErrorAsync(_client.Raw($"{text}&signature={SandboxClient.Sign("timestamp=1")}")));
        Assert.Equal((400, -1022), await _client.GetErrorAsync(_client.Raw($"{text}&signature={SandboxClient.Sign(text)}&size=1")));
        Assert.Equal((400, -1022), await _client.GetErrorAsync(_client.Raw($"signature={SandboxClient.Sign(text)}&{text}")));
    }

    [Fact]
    public void Nothing_that_the_exchange_keeps_shows_a_key_or_a_signature()
    {
        Assert.DoesNotContain(SandboxAccount.DemoApiKey, SandboxAccount.Demo.ToString(), StringComparison.Ordinal);
        Assert.Equal(64, SandboxAccount.DemoApiKey.Length);
        Assert.Equal(64, SandboxAccount.DemoSecret.Length);
        Assert.DoesNotContain(typeof(ReceivedRequest).GetProperties(), property => property.Name is "Query" or "Signature" or "ApiKey");
    }
}
