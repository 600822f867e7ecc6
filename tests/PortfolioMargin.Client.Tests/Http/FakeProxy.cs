using System.Net.Sockets;
using System.Text;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>A proxy on loopback: CONNECT for https, absolute addresses for http, and Basic credentials if asked for.</summary>
internal sealed class FakeProxy : IAsyncDisposable
{
    private readonly RawTcpServer _server;
    private readonly string? _credential;

    public FakeProxy(string? userAndPassword = null)
    {
        _credential = userAndPassword is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword));
        _server = new RawTcpServer(ServeAsync);
    }

    public Uri Address => _server.BaseUri;

    public IReadOnlyList<string> Heads => _server.Heads;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(RawConnection connection)
    {
        string head;
        while ((head = await connection.ReadHeadAsync()).Length > 0)
        {
            if (_credential is not null && !head.Contains("Proxy-Authorization: Basic " + _credential, StringComparison.OrdinalIgnoreCase))
            {
                await connection.WriteAsync(
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
                continue;
            }

            await ForwardAsync(connection, head);
            return;
        }
    }

    private static async Task ForwardAsync(RawConnection connection, string head)
    {
        string[] request = head[..head.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
        bool tunnel = request[0] == "CONNECT";
        var target = new Uri(tunnel ? "https://" + request[1] : request[1]);
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(target.Host, target.Port);
        NetworkStream far = upstream.GetStream();
        if (tunnel)
        {
            await connection.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        }
        else
        {
            string rest = head[head.IndexOf('\r', StringComparison.Ordinal)..];
            await far.WriteAsync(Encoding.ASCII.GetBytes($"{request[0]} {target.PathAndQuery} {request[2]}{rest}"));
        }

        await Task.WhenAny(connection.Stream.CopyToAsync(far), far.CopyToAsync(connection.Stream));
    }
}
