using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PortfolioMargin.Sandbox.Tests;

/// <summary>Asks an exchange as plainly as can be, without the client that other tests are about.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Uri _baseUri;

    public SandboxClient(SandboxExchange exchange, TimeProvider time)
        : this(new HttpClient(exchange, disposeHandler: false), SandboxExchange.BaseUri, time)
    {
    }

    public SandboxClient(HttpClient http, Uri baseUri, TimeProvider time)
    {
        _http = http;
        _baseUri = baseUri;
        _time = time;
        _http.Timeout = Timeout.InfiniteTimeSpan;
    }

    public static string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SandboxAccount.DemoSecret), Encoding.UTF8.GetBytes(text)));

    /// <summary>A fresh, signed request with the given parameters before the timestamp.</summary>
    public HttpRequestMessage Signed(string parameters = "", TimeSpan clockError = default, string path = SandboxExchange.MarginForceOrdersPath)
    {
        long timestamp = (_time.GetUtcNow() + clockError).ToUnixTimeMilliseconds();
        string text = (parameters.Length > 0 ? parameters + "&" : "") + "timestamp=" + timestamp.ToString(CultureInfo.InvariantCulture);
        return Raw(text + "&signature=" + Sign(text), path: path);
    }

    /// <summary>A request with exactly this query.</summary>
    public HttpRequestMessage Raw(string query, string? apiKey = SandboxAccount.DemoApiKey, string path = SandboxExchange.MarginForceOrdersPath)
    {
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var uri = new Uri(_baseUri.GetLeftPart(UriPartial.Authority) + path + "?" + query, asWritten);
        var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = HttpVersion.Version20 };
        if (apiKey is not null)
        {
            request.Headers.Add("X-MBX-APIKEY", apiKey);
        }

        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => SendUntilAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendUntilAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public Task<HttpResponseMessage> GetAsync(string parameters = "", string path = SandboxExchange.MarginForceOrdersPath) =>
        SendAsync(Signed(parameters, path: path));

    public static Task<string> ReadTextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The ids of a page and its total.</summary>
    public async Task<(IReadOnlyList<long> Ids, long Total)> GetPageAsync(string parameters = "")
    {
        using HttpResponseMessage response = await GetAsync(parameters);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using JsonDocument json = await ReadJsonAsync(response);
        return ([.. json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("orderId").GetInt64())],
            json.RootElement.GetProperty("total").GetInt64());
    }

    /// <summary>The ids of a response without pages.</summary>
    public async Task<IReadOnlyList<long>> GetIdsAsync(string parameters, string path)
    {
        using HttpResponseMessage response = await GetAsync(parameters, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using JsonDocument json = await ReadJsonAsync(response);
        return [.. json.RootElement.EnumerateArray().Select(row => row.GetProperty("orderId").GetInt64())];
    }

    public static async Task<JsonDocument> ReadJsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await ReadTextAsync(response));

    /// <summary>Status and error code of an answer.</summary>
    public async Task<(int Status, int Code)> GetErrorAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await SendAsync(request);
        using JsonDocument json = await ReadJsonAsync(response);
        return ((int)response.StatusCode, json.RootElement.GetProperty("code").GetInt32());
    }

    public void Dispose() => _http.Dispose();
}
