using BenchmarkDotNet.Attributes;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Benchmarks;

/// <summary>To decode a page of a hundred rows.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private readonly byte[] _page = MakePage();
    private readonly Utf8StringCache _symbols = new();

    [Benchmark]
    public int PageOf100() => MarginForceOrders.Endpoint.Decoder.Read(_page, "Default", _symbols).Rows.Count;

    private static byte[] MakePage()
    {
        ServedOrders.Response response = new ServedOrders(10_000, DateTimeOffset.UtcNow).Find("size=100");
        byte[] page = new byte[response.LongestLength];
        return page[..response.Write(page)];
    }
}
