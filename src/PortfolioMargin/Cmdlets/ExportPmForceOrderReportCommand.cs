using System.Globalization;
using System.Management.Automation;
using PortfolioMargin.Parameters;
using PortfolioMargin.Reporting;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Writes the forced orders that come through the pipeline as one HTML file that people look at. The file is there whole or not at all; one
/// that cannot be written is an error before anything is asked for.
/// </summary>
[Cmdlet(VerbsData.Export, "PmForceOrderReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportPmForceOrderReportCommand : PmCmdlet
{
    private const int LongestPath = 1_000;
    private ReportFile? _file;
    private ReportFigures? _figures;
    private string _fullPath = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The orders. What a command without results leaves behind, <c>$null</c>, is none.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ForceOrder?[]? InputObject { get; set; }

    /// <summary>The report's title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? Title { get; set; }

    /// <summary>In which times are shown, and where a day begins and ends. That of this machine when left out.</summary>
    [Parameter]
    [TimeZoneTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    private TimeZoneInfo Zone => TimeZone ?? TimeZoneInfo.Local;

    /// <summary>Leaves a file that is there as it is.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Opens the report when it is written.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    /// <summary>Puts out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FailureEndsCommand => true;

    /// <summary>Makes sure that the file can be written.</summary>
    protected override void BeginProcessing()
    {
        Try(FindFile, Path, out string? found);
        _fullPath = found!;
        if (ShouldProcess(SafeText.ForDisplay(_fullPath, LongestPath), Show ? "Write and open the report" : "Write the report") && Try(() => ReportFile.Create(_fullPath, NoClobber), _fullPath, out _file))
        {
            _figures = new ReportFigures(Zone);
        }
    }

    /// <summary>Takes what comes.</summary>
    protected override void ProcessRecord()
    {
        foreach (ForceOrder order in (InputObject ?? []).OfType<ForceOrder>())
        {
            _figures?.Add(order);
        }
    }

    /// <summary>Writes the report.</summary>
    protected override void EndProcessing()
    {
        if (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (_figures is null || !Try(Write, _fullPath, out _))
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(_fullPath));
        }

        if (Show)
        {
            Open();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Open()
    {
        try
        {
            InvokeProvider.Item.Invoke([_fullPath], literalPath: true);
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException or ProviderInvocationException)
        {
            WriteWarning($"The report is written, and cannot be opened here: {SafeText.ForDisplay(failure.Message, LongestPath)}");
        }
    }

    private bool Write()
    {
        var report = new ReportDocument(_figures!, Zone, ReportText.For(CultureInfo.CurrentUICulture), Title, DateTimeOffset.UtcNow);
        _file!.Complete(report.Write);
        return true;
    }

    /// <summary>The full path of a file named as people name files in PowerShell: relative, with ~, on a PowerShell drive.</summary>
    private string FindFile() => FileSystemPath.Find(SessionState, Path, reason => new ReportNotWritableException($"The path of the report, '{Path}', {reason}."));
}
