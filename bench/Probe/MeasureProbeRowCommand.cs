using System.Diagnostics;
using System.Management.Automation;

namespace PortfolioMargin.Benchmarks.Probe;

/// <summary>Counts what streams through the pipeline and tells when the first came, at no cost that would show.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ProbeRow")]
[OutputType(typeof(ProbeResult))]
public sealed class MeasureProbeRowCommand : Cmdlet
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
    private int _rows;
    private double _firstRowMilliseconds;
    private long _liveBytes;

    /// <summary>What comes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? Row { get; set; }

    /// <summary>At which row the live heap is measured; 0 for never.</summary>
    [Parameter]
    public int LiveAt { get; set; }

    /// <summary>Counts.</summary>
    protected override void ProcessRecord()
    {
        if (++_rows == 1)
        {
            _firstRowMilliseconds = Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        }

        if (_rows == LiveAt)
        {
            Row = null;
            _liveBytes = GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    /// <summary>Shows what was counted.</summary>
    protected override void EndProcessing() => WriteObject(new ProbeResult
    {
        Rows = _rows,
        Milliseconds = Stopwatch.GetElapsedTime(_started).TotalMilliseconds,
        FirstRowMilliseconds = _firstRowMilliseconds,
        AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore,
        LiveBytes = _liveBytes,
    });
}

/// <summary>One stream of rows.</summary>
public sealed class ProbeResult
{
    /// <summary>How many came.</summary>
    public int Rows { get; init; }

    /// <summary>From the pipeline's beginning to its end.</summary>
    public double Milliseconds { get; init; }

    /// <summary>From the pipeline's beginning to the first row.</summary>
    public double FirstRowMilliseconds { get; init; }

    /// <summary>What the process allocated meanwhile.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>What was alive at the row asked for.</summary>
    public long LiveBytes { get; init; }
}
