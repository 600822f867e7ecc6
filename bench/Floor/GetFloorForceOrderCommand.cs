using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioMargin.Benchmarks.Floor;

/// <summary>
/// The least that fetches the rows: numbered pages side by side, signed, typed, written in order. No retries, no limit, no check that the
/// list held still, no errors of its own, no cancelling.
/// </summary>
[Cmdlet(VerbsCommon.Get, "FloorForceOrder")]
[OutputType(typeof(FloorOrder))]
public sealed class GetFloorForceOrderCommand : Cmdlet
{
    private const int PageSize = 100;

    private static readonly HttpClient Http = new();
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(Environment.GetEnvironmentVariable("BINANCE_API_SECRET") ?? "");
    private static readonly string? ApiKey = Environment.GetEnvironmentVariable("BINANCE_API_KEY");

    /// <summary>Where the exchange is.</summary>
    [Parameter(Mandatory = true)]
    public Uri? BaseUri { get; set; }

    /// <summary>1.1 or 2.0.</summary>
    [Parameter]
    public Version HttpVersion { get; set; } = System.Net.HttpVersion.Version11;

    /// <summary>Requests in flight.</summary>
    [Parameter]
    public int InFlight { get; set; } = 8;

    /// <summary>Fetches and writes all rows.</summary>
    protected override void ProcessRecord()
    {
        FloorPage first = ReadAsync(1).GetAwaiter().GetResult();
        WriteObject(first.Rows, enumerateCollection: true);
        int last = (first.Total + PageSize - 1) / PageSize;
        int next = 2;
        var reading = new Queue<Task<FloorPage>>();
        while (next <= last || reading.Count > 0)
        {
            while (next <= last && reading.Count < InFlight)
            {
                reading.Enqueue(ReadAsync(next++));
            }

            WriteObject(reading.Dequeue().GetAwaiter().GetResult().Rows, enumerateCollection: true);
        }
    }

    private async Task<FloorPage> ReadAsync(int page)
    {
        string query = FormattableString.Invariant($"current={page}&size={PageSize}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
        string signature = Convert.ToHexString(HMACSHA256.HashData(Secret, Encoding.ASCII.GetBytes(query)));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{BaseUri}papi/v1/margin/forceOrders?{query}&signature={signature}")
        {
            Version = HttpVersion,
        };
        request.Headers.Add("X-MBX-APIKEY", ApiKey);
        using HttpResponseMessage response = await Http.SendAsync(request).ConfigureAwait(false);
        byte[] body = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, FloorJson.Default.FloorPage)!;
    }
}

/// <summary>One page.</summary>
public sealed record FloorPage(IReadOnlyList<FloorOrder> Rows, int Total);

/// <summary>One row.</summary>
public sealed record FloorOrder(
    decimal AvgPrice, decimal ExecutedQty, long OrderId, decimal Price, decimal Qty, string Side, string Symbol, string TimeInForce, long UpdatedTime);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(FloorPage))]
internal sealed partial class FloorJson : JsonSerializerContext;
