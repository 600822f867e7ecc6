using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// The progress of one list: nothing as long as one page is all, percent of what is wanted after that, and why and how long a wait
/// is. Ends with a completed record if it has shown anything.
/// </summary>
internal sealed class ForceOrderProgress(Cmdlet cmdlet) : IDisposable
{
    private const string Activity = "Getting margin force orders";
    private readonly int _id = RuntimeHelpers.GetHashCode(cmdlet);
    private bool _isShown;
    private int _percent = -1;

    /// <summary>Some orders have been handed out.</summary>
    internal void Advance(ulong shown, ulong wanted)
    {
        if (shown < wanted)
        {
            _percent = (int)(100.0 * shown / wanted);
            Write(FormattableString.Invariant($"{shown} of {wanted} orders"));
        }
    }

    /// <summary>A wait has begun; requests are not shown here.</summary>
    internal void WriteReport(object report)
    {
        if (report is WaitReport wait)
        {
            Write(VerboseLines.For(wait));
        }
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void Dispose()
    {
        if (_isShown)
        {
            _isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(_id, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Write(string status)
    {
        _isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(_id, Activity, status) { PercentComplete = _percent });
    }
}
