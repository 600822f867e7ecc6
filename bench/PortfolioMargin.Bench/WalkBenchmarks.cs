using System.Net;
using System.Security;
using BenchmarkDotNet.Attributes;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Benchmarks;

/// <summary>A whole walk of 10,000 rows against pages that are there already: all that the client does, without a network.</summary>
[MemoryDiagnoser]
public class WalkBenchmarks
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
            Exchange = new ReadyPages(),
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

    private sealed class ReadyPages : HttpMessageHandler
    {
        // The empty page behind the full ones shows the end of the list.
        private static readonly byte[] Empty = System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"rows\":[],\"total\":{Rows}}}"));

        private readonly byte[][] _pages = [.. Enumerable.Range(1, Rows / BenchPages.Size).Select(page => BenchPages.Of(page, Rows))];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string query = request.RequestUri!.Query;
            int start = query.IndexOf("current=", StringComparison.Ordinal) + "current=".Length;
            int page = int.Parse(query.AsSpan(start, query.IndexOf('&', start) - start), System.Globalization.CultureInfo.InvariantCulture);
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(page <= _pages.Length ? _pages[page - 1] : Empty) };
            answer.Headers.Date = DateTimeOffset.UtcNow;
            answer.Headers.Add("X-MBX-USED-WEIGHT-1M", "1");
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            return Task.FromResult(answer);
        }
    }
}
