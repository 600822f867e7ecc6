using System.Diagnostics;
using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    /// <summary>A machine with too much to do may be late now and then; a stop that waits for something is late every time.</summary>
    private const int Tries = 3;

    /// <summary>An encrypted key whose passphrase is hashed nine million times: many seconds.</summary>
    private const string SlowKey =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----MIGXMFMGCSqGSIb3DQEFDTBGMCUGCSqGSIb3DQEFDDAYBBAAAAAAAAAAAAAAAAAAAAAAAgQAiVRAMB0GCWCGSAFlAwQBKgQQAAAAAAAAAAAAAAAAAAAAAARAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==-----END ENCRYPTED PRIVATE KEY-----";

    [Theory]
    [InlineData("Get-PmMarginForceOrder")]
    [InlineData("Get-PmMarginForceOrder -All")]
    [InlineData("Test-PmCredential")]
    public async Task Ctrl_C_ends_a_read_whose_body_has_stalled(string script) => await EndsInTimeAsync(async () =>
    {
        using var exchange = new CannedExchange(new CannedAnswer(200, "{\"rows\":[", Stalls: true));
        using Engine engine = Engine.On(exchange);
        using PowerShell shell = engine.Shell(script + " -OperationTimeoutSeconds 0");
        return await StopAsync(engine, shell, exchange.Stalled.Task);
    });

    [Fact]
    public async Task Ctrl_C_ends_a_wait_for_the_request_limit() => await EndsInTimeAsync(async () =>
    {
        using var exchange = new CannedExchange(CannedExchange.Refusal(429, -1003, "Too many requests.") with { Headers = [("Retry-After", "30")] });
        using Engine engine = Engine.On(exchange);
        using PowerShell shell = engine.Shell("Get-PmMarginForceOrder");
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Progress.DataAdded += (_, _) => waiting.TrySetResult();
        return await StopAsync(engine, shell, waiting.Task);
    });

    [Fact]
    public async Task Ctrl_C_ends_the_wait_between_two_looks() => await EndsInTimeAsync(async () =>
    {
        using Engine engine = Engine.OnSandbox();
        using PowerShell shell = engine.Shell("Watch-PmForceOrder -Verbose");
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Verbose.DataAdded += (_, _) =>
        {
            if (shell.Streams.Verbose[^1].Message.StartsWith("Look 1", StringComparison.Ordinal))
            {
                waiting.TrySetResult();
            }
        };
        return await StopAsync(engine, shell, waiting.Task);
    });

    [Fact]
    public async Task Ctrl_C_ends_a_key_derivation_of_many_rounds()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, SlowKey, TestContext.Current.CancellationToken);
        await EndsInTimeAsync(() => StopSettingAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_reading_of_a_pipe_that_nobody_writes_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes of Windows are no files.");
        string folder = Directory.CreateTempSubdirectory("portfolio-margin-pipe-").FullName;
        string pipe = Path.Combine(folder, "key.pem");
        using (Process made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await EndsInTimeAsync(() => StopSettingAsync(pipe));

        // Whoever still waits to open the pipe is let go.
        await using (new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> StopSettingAsync(string path)
    {
        using var engine = new Engine();
        using PowerShell shell = engine.Shell(
            "Set-PmCredential -ApiKey $key -PrivateKeyPath $path -Passphrase $passphrase -Verbose",
            ("key", Secrets.ApiKey),
            ("path", path),
            ("passphrase", Secure.Text("any")));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Verbose.DataAdded += (_, _) => begun.TrySetResult();
        return await StopAsync(engine, shell, begun.Task);
    }

    private static async Task EndsInTimeAsync(Func<Task<TimeSpan>> stop)
    {
        List<TimeSpan> took = [];
        do
        {
            took.Add(await stop());
        }
        while (took[^1] > Promised && took.Count < Tries);

        Assert.True(took[^1] <= Promised, $"The stops took {string.Join(", ", took)}.");
    }

    /// <summary>Starts a script, stops it when it is under way, and tells how long it went on after that.</summary>
    private static async Task<TimeSpan> StopAsync(Engine engine, PowerShell shell, Task underWay)
    {
        Task<PSDataCollection<PSObject>> running = shell.InvokeAsync();
        await underWay.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        await EndOf(running);
        TimeSpan took = clock.Elapsed;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(engine.ErrorVariable);
        return took;
    }

    /// <summary>The engine either throws or just ends when it is stopped; anything else is a failure.</summary>
    private static async Task EndOf(Task running)
    {
        Exception? end = await Record.ExceptionAsync(() => running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.True(end is null or PipelineStoppedException, end?.ToString());
    }

    [Fact]
    public void A_pipeline_that_has_enough_stops_the_walk_and_leaves_no_error()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(100_000);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -First 100000 | Select-Object -First 1; 'next'").EnsureClean();

        Assert.Equal(1L, outcome.Output[0].Properties["OrderId"].Value);
        Assert.Equal("next", outcome.Output[1].BaseObject);
        Assert.Empty(engine.ErrorVariable);
        Assert.InRange(exchange.Requests.Count, 1, 20);
    }

    [Fact]
    public void A_stop_after_some_pages_takes_the_progress_off_the_screen()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(1000);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -All | ForEach-Object { if ($_.OrderId -eq 250) { $_ } } | Select-Object -First 1").EnsureClean();

        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
        Assert.Empty(engine.ErrorVariable);
    }
}
