using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Watch-PmForceOrder as a user meets it. What a watch does over hours and kills is tested with the client, in virtual time.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portfolio-margin-watch-").FullName;

    private string Checkpoint => Path.Combine(_folder, "checkpoint.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_scheduled_run_shows_what_came_since_the_last_one()
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -SandboxOrderCount 0 -SandboxFault $faults", ("faults", "1@margin:arrive/2 2@margin:arrive/3 2@um:arrive/2/30m 3@cm:arrive/1")).EnsureClean();

        int[] orders = [.. Enumerable.Range(1, 4).Select(_ => Run(engine, "Watch-PmForceOrder -CheckpointPath $path -Once").EnsureClean().Output.Count)];

        Assert.Equal([2, 5, 1, 0], orders);
    }

    [Fact]
    public void A_start_counts_for_a_new_checkpoint_only()
    {
        using Engine engine = Engine.OnSandbox();
        int month = engine.Run("Get-PmForceOrder -StartTime -30d").EnsureClean().Output.Count;

        Outcome first = Run(engine, "Watch-PmForceOrder -CheckpointPath $path -StartTime -30d -Once").EnsureClean();
        Outcome second = Run(engine, "Watch-PmForceOrder -CheckpointPath $path -StartTime -60d -Once").EnsureClean();

        Assert.Equal(month, first.Output.Count);
        Assert.Empty(first.Warnings);
        Assert.Empty(second.Output);
        Assert.Contains("the watch goes on there", Assert.Single(second.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_holds_neither_the_key_nor_the_secret()
    {
        using Engine engine = Engine.OnSandbox();

        Run(engine, "Watch-PmForceOrder -CheckpointPath $path -StartTime -30d -Once").EnsureClean();

        string text = File.ReadAllText(Checkpoint);
        Assert.Contains("\"account\": \"Sand…KEY1\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxDemo", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such/folder/checkpoint.json", "", "CheckpointUnreadable")]
    [InlineData("check\0point.json", "", "CheckpointUnreadable")]
    [InlineData("checkpoint.json", "not a checkpoint", "CheckpointUnreadable")]
    [InlineData("checkpoint.json", "{\"version\":99}", "CheckpointUnreadable")]
    [InlineData("checkpoint.json", "{\"version\":1,\"account\":\"Othe…KEY9\",\"exchange\":\"http://127.0.0.1\",\"markets\":{}}", "CheckpointMismatch")]
    public void A_checkpoint_that_cannot_be_used_is_an_error_before_anything_is_sent_and_stays_as_it_is(string name, string content, string errorId)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(1);
        using Engine engine = Engine.On(exchange);
        string path = Path.Combine(_folder, name);
        if (content.Length > 0)
        {
            File.WriteAllText(path, content);
        }

        Outcome outcome = engine.Run("Watch-PmForceOrder -CheckpointPath $path -Once", ("path", path));

        Assert.Equal(errorId, outcome.ErrorId);
        Assert.Equal(path.Replace("\0", "", StringComparison.Ordinal), outcome.Error.TargetObject);
        Assert.Empty(exchange.Requests);
        Assert.Equal(content, content.Length > 0 ? File.ReadAllText(path) : "");
    }

    [Fact]
    public void Two_runs_with_one_checkpoint_are_one_too_many()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = Run(
            engine,
            "Watch-PmForceOrder -CheckpointPath $path -StartTime -30d -Once | Select-Object -First 1 | ForEach-Object { Watch-PmForceOrder -CheckpointPath $path -Once }");

        Assert.Equal("CheckpointInUse", outcome.ErrorId);
    }

    [Fact]
    public void Several_accounts_with_one_checkpoint_are_refused()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -ProfileName Desk").EnsureClean();

        Outcome outcome = Run(engine, "Watch-PmForceOrder -ProfileName * -CheckpointPath $path -Once");

        Assert.Equal("InvalidParameter", outcome.ErrorId);
        Assert.Contains("one account for each file", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_accounts_are_watched_side_by_side()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -ProfileName Desk").EnsureClean();

        Outcome outcome = engine.Run("Get-PmCredential | Watch-PmForceOrder -StartTime -30d -Once -Verbose").EnsureClean();

        Assert.Equal(["Default", "Desk"], outcome.Output.Select(order => (string)order.Properties["ProfileName"].Value).Distinct().Order());
        Assert.Equal(2, outcome.Verbose.Count(line => line.Contains(": Look 1: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_look_says_what_it_asked_what_came_what_it_cost_and_when_the_next_one_is()
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -SandboxOrderCount 0 -SandboxFault '1@margin:arrive/2'").EnsureClean();

        Outcome outcome = engine.Run("Watch-PmForceOrder -Once -StartTime -1h -Verbose").EnsureClean();

        Assert.Matches(
            @"^Look 1: Margin from \S+Z to \S+Z, 2 rows, 2 new; Um from \S+Z to \S+Z, 0 rows, 0 new; Cm from \S+Z to \S+Z, 0 rows, 0 new; weight 101, no further look\.$",
            outcome.Verbose[^1]);
        Assert.Equal(3, outcome.Verbose.Count(line => line.StartsWith("GET ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_passing_failure_is_a_warning_when_it_begins_and_one_when_it_ends_and_the_watch_goes_on()
    {
        int asked = 0;
        using var exchange = new CannedExchange(_ => Interlocked.Increment(ref asked) switch
        {
            1 => new CannedAnswer(200, CannedExchange.Page(1, 1, total: 1)),
            2 => CannedExchange.Refusal(503, -1001, "Internal error."),
            _ => new CannedAnswer(200, CannedExchange.Page(1, 2, total: 2)),
        });
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Watch-PmForceOrder -Market Margin -StartTime -1h -IntervalSeconds 2 -MaximumRetryCount 0 | Select-Object -First 2").EnsureClean();

        Assert.Equal(2, outcome.Output.Count);
        Assert.Collection(
            outcome.Warnings,
            begin => Assert.Contains("just now, and goes on", begin, StringComparison.Ordinal),
            end => Assert.Contains("sees everything again", end, StringComparison.Ordinal));
        Assert.Contains(outcome.Progress, record => record.StatusDescription.StartsWith("Watching since ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 401, -2015, "ApiKeyRejected")]
    [InlineData("-Once", 401, -2015, "ApiKeyRejected")]
    [InlineData("-Once", 503, -1001, "ServerUnavailable")]
    public void A_failure_that_ends_the_watch_is_one_error_of_the_account(string once, int status, int code, string errorId)
    {
        using var exchange = new CannedExchange(CannedExchange.Refusal(status, code, "No."));
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run($"Watch-PmForceOrder {once} -StartTime -1h -MaximumRetryCount 0");

        Assert.Equal(errorId, outcome.ErrorId);
        Assert.Equal("Default", outcome.Error.TargetObject);
        Assert.Single(engine.ErrorVariable);
    }

    [Fact]
    public void One_look_from_now_on_says_that_it_finds_nothing()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Watch-PmForceOrder -Once").EnsureClean();

        Assert.Empty(outcome.Output);
        Assert.Contains("-CheckpointPath", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Lookback -00:00:01")]
    [InlineData("-Lookback 7.00:00:00")]
    [InlineData("-IntervalSeconds 0")]
    public void A_value_out_of_range_is_refused_by_name(string parameter)
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Equal("ParameterArgumentValidationError", engine.Run($"Watch-PmForceOrder -Once {parameter}").ErrorId);
    }

    private Outcome Run(Engine engine, string script) => engine.Run(script, ("path", Checkpoint));
}
