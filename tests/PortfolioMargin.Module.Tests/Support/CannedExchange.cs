using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>One request as it came in.</summary>
internal sealed record CannedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The query's parameters, decoded, without timestamp and signature: what the user asked for.</summary>
    public IReadOnlyDictionary<string, string> Asked => Query.Where(pair => pair.Key is not ("timestamp" or "signature")).ToDictionary();

    public IReadOnlyDictionary<string, string> Query => Target.Split('?', 2).ElementAtOrDefault(1) is { } query
        ? query.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]))
        : [];
}

/// <summary>What is answered: with <see cref="Stalls"/>, one byte of the body never comes.</summary>
internal sealed record CannedAnswer(int Status, string Body, string ContentType = "application/json", bool Stalls = false, params (string Name, string Value)[] Headers);

/// <summary>An exchange on a loopback port that answers what a test says: for what the sandbox does not do.</summary>
internal sealed class CannedExchange : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<CannedRequest, CannedAnswer> _answer;

    public CannedExchange(Func<CannedRequest, CannedAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public CannedExchange(CannedAnswer answer)
        : this(_ => answer)
    {
    }

    public ConcurrentQueue<CannedRequest> Requests { get; } = new();

    /// <summary>Completes when an answer has stalled.</summary>
    public TaskCompletionSource Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri BaseUri => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>An exchange that lists orders with ids from 1 to <paramref name="total"/>, oldest first.</summary>
    public static CannedExchange WithOrders(int total) => new(request => PageOf(total, request));

    /// <summary>The page asked for of the window asked for of such a list.</summary>
    public static CannedAnswer PageOf(int total, CannedRequest request)
    {
        decimal page = Number("current", 1);
        decimal size = Number("size", 10);
        decimal start = Number("startTime", 0);
        decimal end = Number("endTime", long.MaxValue);
        int[] listed = [.. Enumerable.Range(1, total).Where(id => TimeOf(id) >= start && TimeOf(id) <= end)];
        IEnumerable<string> rows = listed.Where((_, place) => place >= (page - 1) * size && place < page * size).Select(Row);
        return new CannedAnswer(200, $$"""{"rows":[{{string.Join(',', rows)}}],"total":{{listed.Length}}}""");

        decimal Number(string name, decimal otherwise) =>
            request.Query.TryGetValue(name, out string? text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The body of one page.</summary>
    public static string Page(int firstId, int rows, int total) =>
        $$"""{"rows":[{{string.Join(',', Enumerable.Range(firstId, rows).Select(Row))}}],"total":{{total}}}""";

    public static CannedAnswer Refusal(int status, int code, string message) => new(status, $$"""{"code":{{code}},"msg":"{{message}}"}""");

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private static string Row(int id) =>
        $$"""{"avgPrice":"0.00388359","executedQty":"31.39000000","orderId":{{id}},"price":"0.00388110","qty":"31.39000000","side":"SELL","symbol":"BNBBTC","timeInForce":"GTC","updatedTime":{{TimeOf(id)}}}""";

    private static long TimeOf(int id) => 1558941374745 + id;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string[] first = (await reader.ReadLineAsync(_end.Token) ?? string.Empty).Split(' ');
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
                {
                    string[] parts = line.Split(':', 2);
                    headers[parts[0]] = parts[1].Trim();
                }

                var request = new CannedRequest(first[0], first[1], headers);
                Requests.Enqueue(request);
                await WriteAsync(stream, _answer(request));
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or IndexOutOfRangeException)
            {
            }
        }
    }

    private async Task WriteAsync(NetworkStream stream, CannedAnswer answer)
    {
        byte[] body = Encoding.UTF8.GetBytes(answer.Body);
        string[] head =
        [
            $"HTTP/1.1 {answer.Status} Canned",
            "Content-Type: " + answer.ContentType,
            "Connection: close",
            $"Date: {DateTimeOffset.UtcNow:R}",
            $"Content-Length: {body.Length + (answer.Stalls ? 1 : 0)}",
            .. answer.Headers.Select(header => header.Name + ": " + header.Value),
            "\r\n",
        ];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", head)), _end.Token);
        await stream.WriteAsync(body, _end.Token);
        if (answer.Stalls)
        {
            Stalled.TrySetResult();
            await Task.Delay(System.Threading.Timeout.Infinite, _end.Token);
        }
    }
}
