using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Benchmarks.Exchange;

/// <summary>Serves the pages of the embedded exchange's orders, each made once and then kept.</summary>
internal sealed class PageShelf : IDisposable
{
    /// <summary>Beyond so many rows pages are made anew each time, so that the shelf does not take gigabytes.</summary>
    private const int MostRowsKept = 200_000;

    private const string KeyHeader = "X-MBX-APIKEY";
    private const string SignatureName = "&signature=";

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(SandboxAccount.DemoSecret);

    private readonly SandboxExchange _exchange;
    private readonly HttpMessageInvoker _invoker;
    private readonly ConcurrentDictionary<(long Page, long Size), byte[]>? _kept;
    private int _requests;

    public PageShelf(int rowCount)
    {
        _exchange = new SandboxExchange(new SandboxOptions { OrderCount = rowCount, WeightLimit = int.MaxValue });
        _invoker = new HttpMessageInvoker(_exchange, disposeHandler: false);
        _kept = rowCount <= MostRowsKept ? new() : null;
        for (int page = 1; _kept is not null && (page - 1) * 100 < rowCount; page++)
        {
            _kept[(page, 100)] = MakeAsync(page, 100).GetAwaiter().GetResult();
        }
    }

    public int Requests => Volatile.Read(ref _requests);

    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        string query = context.Request.QueryString.Value ?? "";
        HttpResponse response = context.Response;
        if (context.Request.Path != SandboxExchange.MarginForceOrdersPath || context.Request.Headers[KeyHeader] != SandboxAccount.DemoApiKey || !IsSigned(query))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        (long Page, long Size) wanted = (Number(query, "current") ?? 1, Number(query, "size") ?? 10);
        byte[]? body = null;
        if (_kept?.TryGetValue(wanted, out body) != true)
        {
            body = await MakeAsync(wanted.Page, wanted.Size);
            _kept?.TryAdd(wanted, body);
        }

        response.ContentType = "application/json";
        response.ContentLength = body!.Length;
        response.Headers["x-mbx-used-weight-1m"] = "1";
        await response.Body.WriteAsync(body);
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _exchange.Dispose();
    }

    private async Task<byte[]> MakeAsync(long page, long size)
    {
        string text = FormattableString.Invariant($"current={page}&size={size}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(SandboxExchange.BaseUri, $"{SandboxExchange.MarginForceOrdersPath}?{text}{SignatureName}{Sign(text)}"));
        request.Headers.Add(KeyHeader, SandboxAccount.DemoApiKey);
        using HttpResponseMessage answer = await _invoker.SendAsync(request, CancellationToken.None);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(text)));

    private static bool IsSigned(string query)
    {
        int end = query.LastIndexOf(SignatureName, StringComparison.Ordinal);
        return end > 0 && Sign(query[1..end]).Equals(query[(end + SignatureName.Length)..], StringComparison.OrdinalIgnoreCase);
    }

    private static long? Number(string query, string name)
    {
        foreach (Range part in query.AsSpan(1).Split('&'))
        {
            ReadOnlySpan<char> parameter = query.AsSpan(1)[part];
            if (parameter.StartsWith(name) && parameter[name.Length..] is ['=', .. var value])
            {
                return long.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
