using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.OpenSsl;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Net472Runner;

/// <summary>The whole way of a call, over a real socket, with each type of key.</summary>
internal static class ExchangeChecks
{
    private const int OrderCount = 1_234;
    private const string ApiKey = "MadeUpKey";
    private const string Secret = "MadeUpSecret";

    /// <summary>RFC 8032, section 7.1, test 2: the public half of the throw-away Ed25519 key.</summary>
    private const string Ed25519PublicKey = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

    public static void Add(Checks checks)
    {
        checks.Add("a walk over loopback, signed with HMAC", cancellation => WalkAsync(
            SandboxAccount.WithSecret(ApiKey, Secret), () => RequestSigners.FromSecret(Secure.Text(Secret)), cancellation));
        checks.Add("a walk over loopback, signed with RSA", cancellation => WalkAsync(
            SandboxAccount.WithRsaKey(ApiKey, RsaPublicKey), () => FromFile("rsa-pkcs8-aes256.pem"), cancellation));
        checks.Add("a walk over loopback, signed with Ed25519", cancellation => WalkAsync(
            new SandboxAccount(ApiKey, SandboxKeyType.Ed25519, VerifyEd25519), () => FromFile("ed25519-pkcs8-aes256.pem"), cancellation));
        checks.Add("a wrong secret is told from everything else", WrongSecretAsync);
        checks.Add("the connection's report", TestAsync);
    }

    private static async Task WalkAsync(SandboxAccount account, Func<IRequestSigner> key, CancellationToken cancellation)
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Accounts = [account], OrderCount = OrderCount });
        using var listener = new SandboxHttpListener(exchange);
        using IRequestSigner signer = key();
        List<ForceOrder> orders = await Reading.AllAsync(Client(listener, signer), new ForceOrderQuery(), cancellation).ConfigureAwait(false);
        Checks.Equal(
            string.Join(" ", exchange.Margin.Orders.Select(order => FormattableString.Invariant($"{order.Symbol}/{order.OrderId}"))),
            string.Join(" ", orders.Select(order => FormattableString.Invariant($"{order.Symbol}/{order.OrderId}"))));
        Checks.Equal(OrderCount, orders.Count);
        Checks.Equal(180015097L, orders[0].OrderId);
    }

    private static async Task WrongSecretAsync(CancellationToken cancellation)
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Accounts = [SandboxAccount.WithSecret(ApiKey, Secret)] });
        using var listener = new SandboxHttpListener(exchange);
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text("another"));
        try
        {
            await Reading.AllAsync(Client(listener, signer), new ForceOrderQuery { Take = 1 }, cancellation).ConfigureAwait(false);
        }
        catch (InvalidSignatureException)
        {
            return;
        }

        throw new InvalidOperationException("the exchange took it");
    }

    private static async Task TestAsync(CancellationToken cancellation)
    {
        using var exchange = new SandboxExchange(new SandboxOptions { Accounts = [SandboxAccount.WithSecret(ApiKey, Secret)] });
        using var listener = new SandboxHttpListener(exchange);
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(Secret));
        ConnectionReport report = await Client(listener, signer).TestAsync(cancellation).ConfigureAwait(false);
        Checks.Equal<int?>(1, report.UsedWeight);
        Checks.Equal(SandboxOptions.DefaultWeightLimit, report.WeightLimit);
    }

    private static PortfolioMarginClient Client(SandboxHttpListener listener, IRequestSigner signer) =>
        PortfolioMarginClient.Create(new ClientOptions { ApiKey = ApiKey, Signer = signer, BaseUri = listener.BaseUri });

    private static IRequestSigner FromFile(string name) =>
        RequestSigners.FromPrivateKeyFile(Path.Combine(SigningChecks.KeyFolder, name), Secure.Text(Secure.Passphrase));

    private static bool VerifyEd25519(string payload, string signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(Convert.FromBase64String(Ed25519PublicKey), 0));
        byte[] text = System.Text.Encoding.UTF8.GetBytes(payload);
        verifier.BlockUpdate(text, 0, text.Length);
        return verifier.VerifySignature(Convert.FromBase64String(signature));
    }

    /// <summary>The public half of the throw-away RSA key.</summary>
    private static RSAParameters RsaPublicKey
    {
        get
        {
            using StreamReader file = File.OpenText(Path.Combine(SigningChecks.KeyFolder, "unusable-rsa-public.pem"));
            var key = (RsaKeyParameters)new PemReader(file).ReadObject();
            return new RSAParameters { Modulus = key.Modulus.ToByteArrayUnsigned(), Exponent = key.Exponent.ToByteArrayUnsigned() };
        }
    }
}
