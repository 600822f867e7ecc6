using System.Net;
using System.Security;
using BenchmarkDotNet.Attributes;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Benchmarks;

/// <summary>A complete list of 10,000 rows from responses that cost next to nothing: all that the client does, without a network.</summary>
[MemoryDiagnoser]
public class ListBenchmarks
{
    private const int Rows = 10_000;

    private PortfolioMarginClient? _client;

    [GlobalSetup]
    public void Prepare()
    {
        var secret = new SecureString();
        secret.AppendChar('s');
        _client = PortfolioMarginClient.Create(new ClientOptions
        {
            ApiKey = "BenchKey00000000000000000000000000000000000000000000000000000KEY",
            Signer = RequestSigners.FromSecret(secret),
            Exchange = new ReadyExchange(),
        });
    }

    [Benchmark]
    public async Task<int> TenThousandRows()
    {
        using IForceOrderReader reader = _client!.ReadAll(new ForceOrderQuery());
        int rows = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            rows += batch.Count;
        }

        return rows == Rows ? rows : throw new InvalidOperationException($"{rows} rows came.");
    }

    private sealed class ReadyExchange : HttpMessageHandler
    {
        private readonly ServedOrders _orders = new(Rows, DateTimeOffset.UtcNow.AddDays(-1));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ServedOrders.Response found = _orders.Find(request.RequestUri!.Query);
            byte[] body = new byte[found.LongestLength];
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body, 0, found.Write(body)) };
            response.Headers.Date = DateTimeOffset.UtcNow;
            response.Headers.Add("X-MBX-USED-WEIGHT-1M", "1");
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            return Task.FromResult(response);
        }
    }
}
