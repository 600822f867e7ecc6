using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class ProgressTests
{
    [Fact]
    public void One_page_shows_no_progress()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(99);
        using Engine engine = Engine.On(exchange);

        Assert.Empty(engine.Run("Get-PmMarginForceOrder -All").EnsureClean().Progress);
    }

    [Fact]
    public void Several_parts_show_percent_of_the_total_and_end_with_a_completed_record()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(350);
        using Engine engine = Engine.On(exchange);

        IReadOnlyList<ProgressRecord> progress = engine.Run("Get-PmMarginForceOrder -All").EnsureClean().Progress;

        ProgressRecord[] shown = [.. progress.SkipLast(1)];
        Assert.All(shown, record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Contains(shown, record => record.PercentComplete is > 20 and < 80 && record.StatusDescription.EndsWith(" orders so far", StringComparison.Ordinal));
        Assert.Equal(shown.Select(record => record.PercentComplete).Order(), shown.Select(record => record.PercentComplete));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Single(progress.Select(record => record.ActivityId).Distinct());
    }

    [Fact]
    public void A_read_that_fails_ends_its_progress_too()
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '1-@cm:-2015'").EnsureClean();

        Outcome outcome = engine.Run("Get-PmForceOrder -StartTime -60d");

        Assert.Equal("ApiKeyRejected", outcome.ErrorId);
        Assert.Contains(outcome.Progress, record => record.StatusDescription.StartsWith("Margin: ", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
    }

    [Fact]
    public void A_silent_exchange_is_said_within_two_seconds_and_counted_up()
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -SandboxLatencyMilliseconds 2600").EnsureClean();

        IReadOnlyList<ProgressRecord> progress = engine.Run("Get-PmMarginForceOrder -PageSize 5").EnsureClean().Progress;

        Assert.Matches("^Waiting for the exchange's answer for [12] s, attempt 1 of 6$", progress[0].StatusDescription);
        Assert.Contains("for 2 s", progress[^2].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void A_wait_says_why_and_until_when()
    {
        int asked = 0;
        using var exchange = new CannedExchange(_ => Interlocked.Increment(ref asked) == 1
            ? CannedExchange.Refusal(429, -1003, "Too many requests.") with { Headers = [("Retry-After", "2")] }
            : new CannedAnswer(200, CannedExchange.Page(1, 1, total: 1)));
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -Verbose").EnsureClean();

        Assert.Collection(
            outcome.Verbose,
            line => Assert.Matches(@"^GET /papi/v1/margin/forceOrders page 1: failed \(.+\) in \d+ ms, attempt 1 of 6$", line),
            line => Assert.Matches(@"^Waiting [\d.]+ s, until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: .+", line),
            line => Assert.Matches(@"^GET /papi/v1/margin/forceOrders page 1 of 1: 1 row in \d+ ms, attempt 2 of 6$", line));
        Assert.Matches(@"^[A-Z].+, attempt 2 of 6$", outcome.Progress[0].StatusDescription);
        Assert.InRange(outcome.Progress[0].SecondsRemaining, 1, 2);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
    }

    [Fact]
    public void Verbose_has_one_line_for_each_request_with_pages_rows_time_weight_and_attempt()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -All -ThrottleLimit 1 -Verbose").EnsureClean();

        Assert.Matches(@"^GET /papi/v1/margin/forceOrders page 1 of 4: 100 rows in \d+ ms, weight 1 of 6000, attempt 1 of 6$", outcome.Verbose[0]);
        Assert.Contains(outcome.Verbose, line => line.Contains("page 4 of 4: 47 rows", StringComparison.Ordinal));
    }
}
