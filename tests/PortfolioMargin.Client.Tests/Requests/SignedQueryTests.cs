using CsCheck;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

public class SignedQueryTests
{
    [Fact]
    public void All_parameters_stand_in_the_documented_order_and_the_signature_last()
    {
        using var signer = new RecordingSigner("ab+/=");
        string query = SignedQuery.Build(Query(new TimeWindow(1, 2), 100, 3), 5000, 1499827319559, signer);
        Assert.Equal(
            "startTime=1&endTime=2&current=3&size=100&recvWindow=5000&timestamp=1499827319559&signature=ab%2B%2F%3D", query);
    }

    [Fact]
    public void What_is_not_set_is_not_sent()
    {
        using var signer = new RecordingSigner("ab");
        Assert.Equal("size=10&timestamp=5&signature=ab", SignedQuery.Build(Query(default, 10), null, 5, signer));
        Assert.Equal("endTime=2&size=1&timestamp=5&signature=ab", SignedQuery.Build(Query(new TimeWindow(null, 2), 1), null, 5, signer));
    }

    [Fact]
    public void Text_is_percent_encoded_before_it_is_signed()
    {
        using var signer = new RecordingSigner("ab");
        var request = new ListRequest(default, 100) { Symbol = "币安人生USDT", AutoCloseType = AutoCloseType.Adl };
        string query = SignedQuery.Build(new EndpointRequest<ForceOrder>(UmForceOrders.Endpoint, request).CreateQuery(), null, 5, signer);
        Assert.Equal("symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&autoCloseType=ADL&limit=100&timestamp=5&signature=ab", query);
        Assert.Equal("symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&autoCloseType=ADL&limit=100&timestamp=5", signer.Signed);
    }

    [Fact]
    public void The_text_signed_is_the_text_sent() =>
        Gen.Select(Gen.Long.Nullable(), Gen.Long.Nullable(), Gen.Long.Nullable(), Gen.Int, Gen.Int.Nullable(), Gen.Long, Gen.String).Sample(
            (start, end, page, size, recvWindow, timestamp, signature) =>
            {
                using var signer = new RecordingSigner(signature);
                string query = SignedQuery.Build(Query(new TimeWindow(start, end), size, page), recvWindow, timestamp, signer);

                int mark = query.LastIndexOf("&signature=", StringComparison.Ordinal);
                Assert.Equal(signer.Signed, query[..mark]);
                Assert.Equal(Uri.EscapeDataString(signature), query[(mark + "&signature=".Length)..]);
                Assert.Contains($"timestamp={timestamp}", signer.Signed, StringComparison.Ordinal);

                // What leaves through Uri is the same text again: nothing in it is encoded anew or taken back.
                Assert.Equal("?" + signer.Signed, new Uri($"https://localhost/?{signer.Signed}").Query);
            },
            iter: 2_000);

    private static QueryText Query(TimeWindow window, int size, long? page = null) =>
        new EndpointRequest<ForceOrder>(MarginForceOrders.Endpoint, new ListRequest(window, size, page)).CreateQuery();

    private sealed class RecordingSigner(string signature) : IRequestSigner
    {
        public string? Signed { get; private set; }

        public KeyType KeyType => KeyType.Hmac;

        public string Sign(string queryString)
        {
            Signed = queryString;
            return signature;
        }

        public void Dispose()
        {
        }
    }
}
