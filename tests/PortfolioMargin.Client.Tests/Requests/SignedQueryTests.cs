using CsCheck;
using PortfolioMargin.Client.Paging;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

public class SignedQueryTests
{
    [Fact]
    public void All_parameters_stand_in_the_documented_order_and_the_signature_last()
    {
        using var signer = new RecordingSigner("ab+/=");
        string query = SignedQuery.Build(new TimeWindow(1, 2), 3, 100, 5000, 1499827319559, signer);
        Assert.Equal(
            "startTime=1&endTime=2&current=3&size=100&recvWindow=5000&timestamp=1499827319559&signature=ab%2B%2F%3D", query);
    }

    [Fact]
    public void What_is_not_set_is_not_sent()
    {
        using var signer = new RecordingSigner("ab");
        Assert.Equal("timestamp=5&signature=ab", SignedQuery.Build(default, null, null, null, 5, signer));
        Assert.Equal("endTime=2&size=1&timestamp=5&signature=ab", SignedQuery.Build(new TimeWindow(null, 2), null, 1, null, 5, signer));
    }

    [Fact]
    public void The_text_signed_is_the_text_sent() =>
        Gen.Select(Gen.Long.Nullable(), Gen.Long.Nullable(), Gen.Long.Nullable(), Gen.Int.Nullable(), Gen.Int.Nullable(), Gen.Long, Gen.String).Sample(
            (start, end, page, size, recvWindow, timestamp, signature) =>
            {
                using var signer = new RecordingSigner(signature);
                string query = SignedQuery.Build(new TimeWindow(start, end), page, size, recvWindow, timestamp, signer);

                int mark = query.LastIndexOf("&signature=", StringComparison.Ordinal);
                Assert.Equal(signer.Signed, query[..mark]);
                Assert.Equal(Uri.EscapeDataString(signature), query[(mark + "&signature=".Length)..]);
                Assert.Contains($"timestamp={timestamp}", signer.Signed, StringComparison.Ordinal);

                // What leaves through Uri is the same text again: nothing in it is encoded anew or taken back.
                Assert.Equal("?" + signer.Signed, new Uri($"https://localhost/?{signer.Signed}").Query);
            },
            iter: 2_000);

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
