using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;
using static PortfolioMargin.ModuleTests.Reporting.Orders;

namespace PortfolioMargin.ModuleTests.Reporting;

/// <summary>Where a report is written: whole or not at all, and nothing is asked for when it cannot be.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("report-").FullName;
    private readonly Engine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void PassThru_gives_the_file_and_nothing_else_lies_beside_it()
    {
        Outcome outcome = Export("report.html", "-PassThru").EnsureClean();

        var file = Assert.IsType<FileInfo>(Assert.Single(outcome.Output).BaseObject);
        Assert.Equal(Path.Combine(_folder, "report.html"), file.FullName);
        Assert.Equal(["report.html"], Files());
        Assert.EndsWith("</html>\n", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_one_of_PowerShell_and_its_signs_stand_for_themselves()
    {
        _engine.Run("$null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('Desk', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $folder, '', $null), 'global')", ("folder", _folder)).EnsureClean();

        Export("unused", "-Path 'Desk:/[May] *.html'", hasPath: false).EnsureClean();

        Assert.Equal(["[May] *.html"], Files());
    }

    [Theory]
    [InlineData("missing/report.html", "missing/report.html")]
    [InlineData("folder", "folder")]
    [InlineData("file/report.html", "file/report.html")]
    [InlineData("nul\0l.html", "null.html")]
    public void A_path_that_cannot_be_written_is_an_error_before_anything_is_asked_for(string path, string shown)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));

        Outcome outcome = Export(path, orders: Untouchable());

        ErrorRecordTests.Check(outcome, "ReportNotWritable", ErrorCategory.WriteError, Path.Combine(_folder, shown));
        Assert.Equal(["file"], Files());
    }

    [Fact]
    public void A_place_that_is_no_file_system_is_an_error_before_anything_is_asked_for()
    {
        Outcome outcome = Export("unused", "-Path env:report", orders: Untouchable(), hasPath: false);

        ErrorRecordTests.Check(outcome, "ReportNotWritable", ErrorCategory.WriteError, "env:report");
    }

    [Fact]
    public void A_read_only_file_stays_as_it_is()
    {
        string path = Existing();
        File.SetAttributes(path, FileAttributes.ReadOnly);

        Outcome outcome = Export("report.html", orders: Untouchable());
        File.SetAttributes(path, FileAttributes.Normal);

        ErrorRecordTests.Check(outcome, "ReportNotWritable", ErrorCategory.WriteError, path);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("-NoClobber")]
    [InlineData("-NoOverwrite")]
    public void NoClobber_keeps_a_file_that_is_there(string noClobber)
    {
        string path = Existing();

        Outcome outcome = Export("report.html", noClobber, orders: Untouchable());

        ErrorRecordTests.Check(outcome, "ReportExists", ErrorCategory.ResourceExists, path);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void NoClobber_keeps_a_file_that_comes_meanwhile()
    {
        Outcome outcome = Export("report.html", "-NoClobber", orders: Meanwhile());

        Assert.Equal("ReportExists", outcome.ErrorId);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "report.html")));
        Assert.Equal(["report.html"], Files());

        IEnumerable<ForceOrder> Meanwhile()
        {
            Existing();
            yield return Margin("BTCUSDT", 1m, 1m);
        }
    }

    [Fact]
    public void A_file_that_is_there_is_replaced()
    {
        string path = Existing();

        Export("report.html").EnsureClean();

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(["report.html"], Files());
    }

    [Fact]
    public void WhatIf_writes_nothing_and_says_what_it_would()
    {
        string said = _engine.Render("$order | Export-PmForceOrderReport -Path $path -WhatIf", ("order", Margin("BTCUSDT", 1m, 1m)), ("path", Path.Combine(_folder, "report.html")));

        Assert.Contains("\"Write the report\" on target \"" + Path.Combine(_folder, "report.html"), said, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_failure_on_the_way_leaves_what_was_there()
    {
        string path = Existing();

        Outcome outcome = Export("report.html", orders: Failing());

        Assert.NotEmpty(outcome.AllErrors);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(["report.html"], Files());

        static IEnumerable<ForceOrder> Failing()
        {
            yield return Margin("BTCUSDT", 1m, 1m);
            throw new InvalidOperationException("The source broke off.");
        }
    }

    [Fact]
    public void A_stop_on_the_way_leaves_what_was_there()
    {
        string path = Existing();
        using PowerShell shell = _engine.Shell("$orders | Export-PmForceOrderReport -Path $path", ("path", path));
        string[] meanwhile = [];
        _engine.Runspace.SessionStateProxy.SetVariable("orders", Stopped(shell, () => meanwhile = Files()));

        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // As some of the engine's versions tell a stop.
        }

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(2, meanwhile.Length);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(["report.html"], Files());

        static IEnumerable<ForceOrder> Stopped(PowerShell shell, Action look)
        {
            yield return Margin("BTCUSDT", 1m, 1m);
            look();
            shell.BeginStop(null, null);

            // The engine looks for a stop whenever an order comes; it has a while to see this one.
            for (long began = Environment.TickCount64; Environment.TickCount64 - began < 30_000;)
            {
                yield return Margin("BTCUSDT", 1m, 1m);
            }

            Assert.Fail("The pipeline went on.");
        }
    }

    [Fact]
    public void Nothing_at_all_is_no_orders()
    {
        _engine.Run("$null | Export-PmForceOrderReport -Path $path", ("path", Path.Combine(_folder, "report.html"))).EnsureClean();

        Assert.Contains("No forced orders came", File.ReadAllText(Path.Combine(_folder, "report.html")), StringComparison.Ordinal);
    }

    private Outcome Export(string path, string arguments = "", IEnumerable<ForceOrder>? orders = null, bool hasPath = true) => _engine.Run(
        $"$orders | Export-PmForceOrderReport {(hasPath ? "-Path $path" : "")} {arguments}",
        ("orders", orders ?? [Margin("BTCUSDT", 1m, 1m)]),
        ("path", Path.Combine(_folder, path)));

    private string Existing()
    {
        string path = Path.Combine(_folder, "report.html");
        File.WriteAllText(path, "mine");
        return path;
    }

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>Orders that fail the test when they are asked for.</summary>
    private static IEnumerable<ForceOrder> Untouchable()
    {
        Assert.Fail("An order was asked for.");
        yield break;
    }
}
