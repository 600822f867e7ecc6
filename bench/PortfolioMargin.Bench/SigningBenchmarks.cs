using System.Security;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Benchmarks;

/// <summary>To sign a request with each kind of key, and to build the whole query around a signature.</summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private const string Query = "endTime=1700000000000&current=17&size=100&timestamp=1700000000123";

    /// <summary>What RFC 8410 puts before the 32 bytes of an Ed25519 key.</summary>
    private static readonly byte[] Ed25519Prefix = Convert.FromHexString("302e020100300506032b657004220420");

    private readonly IRequestSigner _hmac = RequestSigners.FromSecret(Secure("BenchSecret000000000000000000000000000000000000000000000000000SEC"));
    private readonly IRequestSigner _rsa = MakeRsa();
    private readonly IRequestSigner _ed25519 = RequestSigners.FromPrivateKeyText(
        Secure(new string(PemEncoding.Write("PRIVATE KEY", [.. Ed25519Prefix, .. Enumerable.Range(1, 32).Select(value => (byte)value)]))), null);

    private readonly IRequestSigner _nothing = SignsNothing.Instance;

    [Benchmark]
    public string Hmac() => _hmac.Sign(Query);

    [Benchmark]
    public string Rsa2048() => _rsa.Sign(Query);

    [Benchmark]
    public string Ed25519() => _ed25519.Sign(Query);

    [Benchmark]
    public string QueryWithoutSigning() => Build(_nothing);

    [Benchmark]
    public string QueryWithHmac() => Build(_hmac);

    private static string Build(IRequestSigner signer)
    {
        var request = new EndpointRequest<ForceOrder>(MarginForceOrders.Endpoint, new ListRequest(new TimeWindow(null, 1700000000000), Size: 100, Page: 17));
        return SignedQuery.Build(request.CreateQuery(), recvWindow: null, timestampMs: 1700000000123, signer);
    }

    private static IRequestSigner MakeRsa()
    {
        using var rsa = RSA.Create(2048);
        return RequestSigners.FromPrivateKeyText(Secure(rsa.ExportPkcs8PrivateKeyPem()), null);
    }

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    private sealed class SignsNothing : IRequestSigner
    {
        public static readonly IRequestSigner Instance = new SignsNothing();

        private readonly string _signature = new('0', 64);

        public KeyType KeyType => KeyType.Hmac;

        public string Sign(string queryString) => _signature;

        public void Dispose()
        {
        }
    }
}
