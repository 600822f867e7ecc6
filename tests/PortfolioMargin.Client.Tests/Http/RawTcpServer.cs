using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>A server on loopback that does to a connection what no well-behaved one would.</summary>
internal sealed class RawTcpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<RawConnection, Task> _serve;
    private readonly List<Task> _connections = [];
    private readonly List<TcpClient> _clients = [];
    private readonly List<string> _heads = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    public RawTcpServer(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri BaseUri => new($"http://127.0.0.1:{Port}/");

    /// <summary>The request heads that arrived.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
            {
                return [.. _heads];
            }
        }
    }

    public void Note(string head)
    {
        lock (_heads)
        {
            _heads.Add(head);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _clients.ForEach(client => client.Dispose());
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _clients.Add(client);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(new RawConnection(this, client));
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The other side went away.
            }
        }
    }
}

/// <summary>One connection of a <see cref="RawTcpServer"/>.</summary>
internal sealed class RawConnection(RawTcpServer server, TcpClient client)
{
    public NetworkStream Stream { get; } = client.GetStream();

    /// <summary>Reads one request's head; empty when the other side has closed.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await Stream.ReadAsync(one) == 0)
            {
                return "";
            }

            head.Append((char)one[0]);
        }

        server.Note(head.ToString());
        return head.ToString();
    }

    public Task WriteAsync(string text) => Stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    /// <summary>Ends the connection by a reset instead of a close.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>Waits until the other side has closed or reset the connection.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (await Stream.ReadAsync(new byte[256]) > 0)
            {
                // What else it sends does not matter.
            }
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }
    }
}
