using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>After a 418 or a 429 nothing leaves any more, however many want to send, and whatever the connections are doing.</summary>
public sealed class StopTests
{
    private const int Clients = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, HttpProtocols.Http1, 418, 16, 8)]
    [InlineData(true, HttpProtocols.Http1, 418, 64, 8)]
    [InlineData(true, HttpProtocols.Http1, 429, 16, 8)]
    [InlineData(true, HttpProtocols.Http1AndHttp2, 418, 16, 64)]
    [InlineData(true, HttpProtocols.Http1AndHttp2, 418, 64, 64)]
    [InlineData(true, HttpProtocols.Http1AndHttp2, 429, 16, 64)]
    [InlineData(true, HttpProtocols.Http1AndHttp2, 418, 16, 5, 5)]
    public async Task When_the_last_request_in_flight_is_told_to_stop_no_other_request_arrives(
        bool tls, HttpProtocols protocols, int status, int callsOfEachClient, int inFlight, int streams = 100)
    {
        var slow = new HeldTimers();
        int toCome = int.MaxValue;
        var options = new SandboxOptions
        {
            // Nothing happens at the turn of a minute.
            ClockOffset = TimeSpan.FromTicks(-(DateTimeOffset.UtcNow.UtcTicks % TimeSpan.TicksPerMinute)),
            FaultFor = _ => Interlocked.Decrement(ref toCome) switch
            {
                > 1_000_000 => null,
                0 => status == 418 ? Fault.Banned(TimeSpan.FromMinutes(10)) : Fault.TooManyRequests(TimeSpan.FromMinutes(10)),
                _ => Fault.Slow(TimeSpan.FromHours(1)),
            },
        };
        await using SandboxServer server = await SandboxServer.StartAsync(
            new SandboxExchange(options, slow), new SandboxServerOptions { UseTls = tls, Protocols = protocols, MaximumStreams = streams });
        HostRegistry hosts = Hosts(server);
        await Task.WhenAll(CallAll(hosts, server, 10));
        int before = server.Exchange.Requests.Count;

        Volatile.Write(ref toCome, inFlight);
        Task<ConnectionReport>[] calls = CallAll(hosts, server, callsOfEachClient);
        await Task.WhenAny(Task.WhenAll(calls.Select(Ended)), Refused(calls, Clients * callsOfEachClient - inFlight + 1)).WaitAsync(Token);
        slow.Release();
        await Task.WhenAll(calls.Select(Ended)).WaitAsync(Token);

        Assert.Equal(inFlight, server.Exchange.Requests.Count - before);
        Assert.Equal(inFlight - 1, calls.Count(call => call.IsCompletedSuccessfully));
        Type expected = status == 418 ? typeof(IpBannedException) : typeof(RateLimitedException);
        Assert.All(calls.Where(call => call.IsFaulted), call => Assert.IsType(expected, call.Exception!.InnerException));
    }

    [Fact]
    public async Task A_request_whose_connection_is_still_being_set_up_when_the_ban_comes_does_not_leave()
    {
        using var connecting = new ManualResetEventSlim();
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        var options = new SandboxOptions
        {
            FaultFor = _ =>
            {
                if (Interlocked.Increment(ref requests) < 2)
                {
                    return null;
                }

                underWay.TrySetResult();
                connecting.Wait(Token);
                return Fault.Banned(TimeSpan.FromMinutes(10));
            },
        };
        await using SandboxServer server = await SandboxServer.StartAsync(
            new SandboxExchange(options), new SandboxServerOptions { UseTls = true, Protocols = HttpProtocols.Http1 });
        Task? first = null;
        int handshakes = 0;
        var hosts = new HostRegistry(TimeProvider.System, () => 0, new CertificateTrust((_, certificate, _, _) =>
        {
            if (Interlocked.Increment(ref handshakes) == 2)
            {
                // The second connection is being set up. Meanwhile the first one brings the ban.
                connecting.Set();
                Ended(first!).Wait(Token);
            }

            return certificate!.GetCertHashString() == server.Certificate!.GetCertHashString();
        }));
        PortfolioMarginClient client = Client(hosts, server);
        await client.TestAsync(Token);
        first = client.TestAsync(Token);
        await underWay.Task.WaitAsync(Token);

        var second = await Assert.ThrowsAsync<IpBannedException>(() => client.TestAsync(Token));

        await Assert.ThrowsAsync<IpBannedException>(() => first);
        Assert.Equal(0, second.Attempts);
        Assert.Equal(2, server.Exchange.Requests.Count);
        Assert.Equal(2, handshakes);
    }

    private static Task<ConnectionReport>[] CallAll(HostRegistry hosts, SandboxServer server, int callsOfEach) =>
        [.. Enumerable.Range(0, Clients).Select(_ => Client(hosts, server)).SelectMany(client => Enumerable.Range(0, callsOfEach).Select(_ => client.TestAsync(Token)))];

    /// <summary>Ends with the call, however that ends.</summary>
    private static async Task Ended(Task call) => await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Ends when so many calls have failed.</summary>
    private static Task Refused(Task[] calls, int count)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int failed = 0;
        foreach (Task call in calls)
        {
            call.ContinueWith(
                _ =>
                {
                    if (Interlocked.Increment(ref failed) == count)
                    {
                        all.SetResult();
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        }

        return all.Task;
    }

    private static HostRegistry Hosts(SandboxServer server) => new(
        new HeldTimers(), () => 0, new CertificateTrust((_, certificate, _, _) => certificate!.GetCertHashString() == server.Certificate!.GetCertHashString()));

    private static PortfolioMarginClient Client(HostRegistry hosts, SandboxServer server) => new(Options(server), hosts);

    private static ClientOptions Options(SandboxServer server) => new()
    {
        BaseUri = server.BaseUri,
        ApiKey = SandboxAccount.DemoApiKey,
        Signer = RequestSigners.FromSecret(new NetworkCredential("", SandboxAccount.DemoSecret).SecurePassword),
        MaximumRetryCount = 0,
    };

    /// <summary>The real date, but no time passes: timers end when they are told to, and no response is slow because the machine is busy.</summary>
    private sealed class HeldTimers : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> _timers = [];
        private bool _released;

        public void Release()
        {
            (TimerCallback Callback, object? State)[] due;
            lock (_timers)
            {
                _released = true;
                due = [.. _timers];
            }

            Array.ForEach(due, timer => timer.Callback(timer.State));
        }

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_timers)
            {
                if (!_released)
                {
                    _timers.Add((callback, state));
                }
            }

            return new HeldTimer();
        }

        private sealed class HeldTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
