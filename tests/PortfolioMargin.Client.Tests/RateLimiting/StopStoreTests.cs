using System.Net;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Client.Tests.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>Bans and long pauses outlive the process, in a file that several processes may write.</summary>
public sealed class StopStoreTests : IDisposable
{
    private const string Host = "https://exchange.invalid";

    private readonly string _folder = Directory.CreateTempSubdirectory("pm-stops").FullName;
    private readonly VirtualTime _time = new(VirtualTime.Noon);
    private readonly List<string> _failures = [];

    private string FilePath => Path.Combine(_folder, "PortfolioMargin", "stops.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_next_process_fails_at_once_until_the_ban_is_over()
    {
        Complete(NewProcess(), ServerSignal.Banned, TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(4));

        AcquireResult refused = await NewProcess().AcquireAsync(1, null, Token);

        Assert.Equal(new AcquireResult(WaitReason.Ban, VirtualTime.Noon.AddMinutes(10)), refused);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.True((await NewProcess().AcquireAsync(1, null, Token)).IsGranted);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_pause_is_kept_when_it_is_longer_than_ten_seconds(int seconds, bool isKept)
    {
        Complete(NewProcess(), ServerSignal.RateLimited, TimeSpan.FromSeconds(seconds));

        Task<AcquireResult> next = NewProcess().AcquireAsync(1, null, Token).AsTask();

        Assert.Equal(isKept, !next.IsCompleted);
        Assert.Equal(isKept, File.Exists(FilePath));
    }

    [Fact]
    public async Task A_ban_of_one_host_does_not_stop_another()
    {
        Complete(NewProcess(), ServerSignal.Banned, TimeSpan.FromMinutes(10));

        Assert.True((await NewProcess("https://other.invalid").AcquireAsync(1, null, Token)).IsGranted);
    }

    [Fact]
    public void The_file_holds_hosts_and_times_and_nothing_else()
    {
        Complete(NewProcess(), ServerSignal.Banned, TimeSpan.FromMinutes(10));
        Complete(NewProcess("https://other.invalid:8443"), ServerSignal.RateLimited, TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["pause 2026-06-01T12:00:00.000Z 2026-06-01T12:01:00.000Z https://other.invalid:8443", "ban 2026-06-01T12:00:00.000Z 2026-06-01T12:10:00.000Z https://exchange.invalid"],
            File.ReadAllLines(FilePath).Skip(1));
        Assert.Equal(["stops.txt", "stops.txt.lock"], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("ban 2026-06-01T11:00:00.000Z 2026-06-01T13:00:00.000Z https://exchange.invalid", true)]
    [InlineData("ban 2026-05-30T12:00:00.000Z 2026-06-02T12:00:00.000Z https://exchange.invalid", true)]
    [InlineData("ban 2026-05-30T11:59:59.999Z 2026-06-02T12:00:00.000Z https://exchange.invalid", false)]
    [InlineData("ban 2026-06-01T12:00:00.001Z 2026-06-01T12:02:00.000Z https://exchange.invalid", false)]
    [InlineData("ban 2026-06-01T11:00:00.000Z 2026-06-01T12:00:00.000Z https://exchange.invalid", false)]
    [InlineData("ban 2026-06-01T11:00:00.000Z 9999-12-31T23:59:59.999Z https://exchange.invalid", false)]
    public async Task A_stop_is_believed_when_it_began_in_the_past_and_is_no_longer_than_three_days(string line, bool isBelieved)
    {
        Write(line);

        AcquireResult result = await NewProcess().AcquireAsync(1, null, Token);

        Assert.Equal(isBelieved ? WaitReason.Ban : WaitReason.None, result.Reason);
    }

    [Theory]
    [InlineData("something else")]
    [InlineData("ban 2026-06-01T11:00:00.000Z 2026-06-01T13:00:00.000Z")]
    [InlineData("ban yesterday tomorrow https://exchange.invalid")]
    [InlineData("ban 2026-06-01T11:00:00.000Z 2026-06-01T13:00:00.000Z https://exchange.invalid\n\0\0\0")]
    public async Task A_file_that_cannot_be_read_is_ignored_with_one_line_and_written_anew(string content)
    {
        Write(content);
        var recorder = new Recorder();
        var reporter = new WaitReporter(recorder);
        RateLimiter rateLimiter = NewProcess();

        AcquireResult first = await rateLimiter.AcquireAsync(1, reporter, Token);
        Assert.True((await rateLimiter.AcquireAsync(1, reporter, Token)).IsGranted);

        Assert.Equal("The file of bans and pauses cannot be read, and was ignored: " + FilePath, Assert.Single(recorder.Notices));
        Complete(rateLimiter, first, ServerSignal.Banned, TimeSpan.FromMinutes(10), reporter);
        Assert.Equal(WaitReason.Ban, (await NewProcess().AcquireAsync(1, null, Token)).Reason);
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        Write(new string('#', 70_000));

        Assert.Empty(NewStore().Read(Host, _failures.Add));
        Assert.Single(_failures);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_once_and_the_ban_holds_in_this_process()
    {
        File.WriteAllText(Path.Combine(_folder, "PortfolioMargin"), "a file where the folder would be");
        var recorder = new Recorder();
        var reporter = new WaitReporter(recorder);
        RateLimiter rateLimiter = NewProcess();

        Complete(rateLimiter, await rateLimiter.AcquireAsync(1, reporter, Token), ServerSignal.Banned, TimeSpan.FromMinutes(10), reporter);

        Assert.Contains("cannot be written", Assert.Single(recorder.Notices), StringComparison.Ordinal);
        Assert.Equal(WaitReason.Ban, (await rateLimiter.AcquireAsync(1, reporter, Token)).Reason);
    }

    [Fact]
    public async Task Without_a_place_for_the_file_nothing_is_kept_and_nothing_told()
    {
        var rateLimiter = new RateLimiter(_time, needsConnection: false, new StopMemory(new StopStore(null, _time), Host, _time));
        var recorder = new Recorder();
        var reporter = new WaitReporter(recorder);

        Complete(rateLimiter, await rateLimiter.AcquireAsync(1, reporter, Token), ServerSignal.Banned, TimeSpan.FromMinutes(10), reporter);

        Assert.Empty(recorder.Notices);
    }

    [Fact]
    public void Writers_at_the_same_time_lose_nothing()
    {
        StopStore[] processes = [.. Enumerable.Range(0, 8).Select(_ => NewStore())];

        Parallel.For(0, 160, index => processes[index % 8].Write(
            new StoredStop($"https://host{index}.invalid", index % 3 == 0, _time.Now, _time.Now.AddMinutes(1 + index)), message =>
            {
                lock (_failures)
                {
                    _failures.Add(message);
                }
            }));

        Assert.Empty(_failures);
        Assert.All(Enumerable.Range(0, 160), index => Assert.Single(NewStore().Read($"https://host{index}.invalid", _failures.Add)));
    }

    [Fact]
    public void Of_two_stops_of_a_host_the_longer_one_is_kept()
    {
        NewStore().Write(new StoredStop(Host, true, _time.Now, _time.Now.AddMinutes(9)), _failures.Add);
        NewStore().Write(new StoredStop(Host, true, _time.Now, _time.Now.AddMinutes(2)), _failures.Add);

        Assert.Equal(_time.Now.AddMinutes(9), Assert.Single(NewStore().Read(Host, _failures.Add)).Until);
    }

    [Fact]
    public void What_is_over_is_dropped_and_the_file_stays_small()
    {
        for (int host = 0; host < 300; host++)
        {
            NewStore().Write(new StoredStop($"https://host{host}.invalid", true, _time.Now, _time.Now.AddMinutes(2)), _failures.Add);
        }

        Assert.Equal(201, File.ReadAllLines(FilePath).Length);
        _time.Advance(TimeSpan.FromMinutes(3));
        NewStore().Write(new StoredStop(Host, true, _time.Now, _time.Now.AddMinutes(2)), _failures.Add);
        Assert.Equal(2, File.ReadAllLines(FilePath).Length);
    }

    [Theory]
    [InlineData(false, "/state", "/home/me", null, "/state/PortfolioMargin/stops.txt")]
    [InlineData(false, null, "/home/me", null, "/home/me/.local/state/PortfolioMargin/stops.txt")]
    [InlineData(false, "relative", "/home/me", null, "/home/me/.local/state/PortfolioMargin/stops.txt")]
    [InlineData(false, null, null, "/local", null)]
    [InlineData(false, "", "", null, null)]
    [InlineData(true, "/state", "/home/me", "/local", "/local/PortfolioMargin/stops.txt")]
    [InlineData(true, "/state", "/home/me", null, null)]
    public void The_file_is_where_the_system_keeps_a_users_state(bool isWindows, string? xdg, string? home, string? local, string? expected)
    {
        string? path = StateFolder.PathOf(isWindows, name => name switch
        {
            "XDG_STATE_HOME" => xdg,
            "HOME" => home,
            "LOCALAPPDATA" => local,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });

        Assert.Equal(expected, path?.Replace('\\', '/'));
    }

    [Fact]
    public async Task Over_a_socket_a_ban_stops_the_next_process_before_its_first_request()
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxExchange(new SandboxOptions { FaultFor = _ => Fault.Banned(TimeSpan.FromMinutes(10)) }));
        await Assert.ThrowsAsync<IpBannedException>(() => Client(server).TestAsync(Token));

        var failure = await Assert.ThrowsAsync<IpBannedException>(() => Client(server).TestAsync(Token));

        Assert.Equal(0, failure.Attempts);
        Assert.Equal(1, server.Exchange.Requests.Count);
    }

    [Fact]
    public async Task A_ban_by_an_embedded_exchange_is_not_kept()
    {
        HostRegistry hosts = new(TimeProvider.System, () => 0, stops: new StopStore(FilePath, TimeProvider.System));
        var options = new ClientOptions
        {
            ApiKey = SandboxAccount.DemoApiKey,
            Signer = RequestSigners.FromSecret(new NetworkCredential("", SandboxAccount.DemoSecret).SecurePassword),
            Exchange = new SandboxExchange(new SandboxOptions { FaultFor = _ => Fault.Banned(TimeSpan.FromMinutes(10)) }),
        };

        await Assert.ThrowsAsync<IpBannedException>(() => new PortfolioMarginClient(options, hosts).TestAsync(Token));

        Assert.False(File.Exists(FilePath));
    }

    private PortfolioMarginClient Client(SandboxServer server) => new(
        new ClientOptions
        {
            BaseUri = server.BaseUri,
            ApiKey = SandboxAccount.DemoApiKey,
            Signer = RequestSigners.FromSecret(new NetworkCredential("", SandboxAccount.DemoSecret).SecurePassword),
        },
        new HostRegistry(TimeProvider.System, () => 0, stops: new StopStore(FilePath, TimeProvider.System)));

    private StopStore NewStore() => new(FilePath, _time);

    private RateLimiter NewProcess(string host = Host) => new(_time, needsConnection: false, new StopMemory(NewStore(), host, _time));

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);
    }

    private void Complete(RateLimiter rateLimiter, ServerSignal signal, TimeSpan stopFor) =>
        Complete(rateLimiter, rateLimiter.AcquireAsync(1, null, Token).AsTask().Result, signal, stopFor, null);

    private void Complete(RateLimiter rateLimiter, AcquireResult permit, ServerSignal signal, TimeSpan stopFor, WaitReporter? reporter) =>
        rateLimiter.Complete(permit, new ResponseFeedback(true, _time.Now, [], _time.GetTimestamp(), _time.GetTimestamp(), signal, stopFor), reporter);
}
