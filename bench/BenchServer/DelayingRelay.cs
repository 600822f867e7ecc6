using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace PortfolioMargin.Benchmarks.Server;

/// <summary>
/// Makes a server on this machine as far away as a round trip says. Each byte takes half of it in each direction. To connect takes one
/// round trip more: loopback says at once that the connection is there, so what the client sends first is held back for that long.
/// TLS pays by itself: its messages travel like any others.
/// </summary>
internal sealed class DelayingRelay : IAsyncDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private Task _accepting = Task.CompletedTask;

    private DelayingRelay(IPEndPoint server, TimeSpan roundTrip)
    {
        _server = server;
        RoundTrip = roundTrip;
        _listener.Start();
    }

    public TimeSpan RoundTrip { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static DelayingRelay Start(IPEndPoint server, TimeSpan roundTrip)
    {
        var relay = new DelayingRelay(server, roundTrip);
        relay._accepting = relay.AcceptAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                carried.Add(CarryAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(Socket client)
    {
        long connected = Stopwatch.GetTimestamp() + Ticks(RoundTrip);
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_server, _stop.Token);
                await Task.WhenAll(PumpAsync(client, server, connected), PumpAsync(server, client, notBefore: 0));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One side is gone, or the relay is: the other one sees it when the sockets close.
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, long notBefore)
    {
        var chunks = Channel.CreateUnbounded<Chunk>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        Task writing = WriteAsync(chunks.Reader, to);
        try
        {
            while (true)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
                int length = await from.ReceiveAsync(buffer, _stop.Token);
                if (length == 0)
                {
                    break;
                }

                long left = Math.Max(Stopwatch.GetTimestamp(), notBefore);
                chunks.Writer.TryWrite(new Chunk(buffer, length, left + (Ticks(RoundTrip) / 2)));
            }
        }
        finally
        {
            chunks.Writer.Complete();
            await writing;
        }
    }

    private async Task WriteAsync(ChannelReader<Chunk> chunks, Socket to)
    {
        await foreach (Chunk chunk in chunks.ReadAllAsync(_stop.Token))
        {
            TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), chunk.Due);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, _stop.Token);
            }

            for (int sent = 0; sent < chunk.Length;)
            {
                sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Length - sent), _stop.Token);
            }

            ArrayPool<byte>.Shared.Return(chunk.Buffer);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private readonly record struct Chunk(byte[] Buffer, int Length, long Due);
}
