using System.Net;
using System.Text;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Net472Runner;

/// <summary>The response example of the API's page, and what no double can hold, through the client.</summary>
internal static class DecodingChecks
{
    private const string DocumentedRow =
        """{"avgPrice":"0.00388359","executedQty":"31.39000000","orderId":180015097,"price":"0.00388110","qty":"31.39000000","side":"SELL","symbol":"BNBBTC","timeInForce":"GTC","updatedTime":1558941374745}""";

    private const string ExtremeRow =
        """{"avgPrice":"0.10","executedQty":"7","orderId":9223372036854775807,"price":"0.1000000000000000055511151231","qty":"7","side":"HOLD","symbol":"测试USDT","timeInForce":"LATER","updatedTime":1558941374745,"isIsolated":false}""";

    public static void Add(Checks checks)
    {
        checks.Add("the documented example decodes to its exact values", async cancellation =>
        {
            ForceOrder order = await ReadOneAsync(DocumentedRow, cancellation).ConfigureAwait(false);
            Checks.Equal(180015097L, order.OrderId);
            Checks.Equal("BNBBTC SELL GTC", $"{order.Symbol} {order.Side} {order.TimeInForce}");
            Checks.Equal(
                "0.00388110 0.00388359 31.39000000 31.39000000",
                FormattableString.Invariant($"{order.Price} {order.AveragePrice} {order.Quantity} {order.ExecutedQuantity}"));
            Checks.Equal(new DateTimeOffset(2019, 5, 27, 7, 16, 14, 745, TimeSpan.Zero), order.UpdatedTime);
        });
        checks.Add("a 64-bit id, 28 decimals, unknown words and unknown fields are kept", async cancellation =>
        {
            ForceOrder order = await ReadOneAsync(ExtremeRow, cancellation).ConfigureAwait(false);
            Checks.Equal(long.MaxValue, order.OrderId);
            Checks.Equal("测试USDT HOLD LATER", $"{order.Symbol} {order.Side} {order.TimeInForce}");
            Checks.Equal("0.1000000000000000055511151231 0.10", FormattableString.Invariant($"{order.Price} {order.AveragePrice}"));
            Checks.Equal<object?>(false, order.AdditionalFields["isIsolated"]);
        });
    }

    private static async Task<MarginForceOrder> ReadOneAsync(string row, CancellationToken cancellation)
    {
        using var exchange = new OnePage($$"""{"rows":[{{row}}],"total":1}""");
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text("made-up"));
        PortfolioMarginClient client = PortfolioMarginClient.Create(new ClientOptions { ApiKey = "made-up", Signer = signer, Exchange = exchange });
        List<ForceOrder> orders = await Reading.AllAsync(client, new ForceOrderQuery { Take = 1 }, cancellation).ConfigureAwait(false);
        Checks.Equal(1, orders.Count);
        return (MarginForceOrder)orders[0];
    }

    /// <summary>Answers everything with one page.</summary>
    private sealed class OnePage(string json) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
                RequestMessage = request,
            });
    }
}
