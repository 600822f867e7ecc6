using System.Management.Automation;
using System.Reflection;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Stops the commands before it after the first object, as Select-Object -First 1 does, which the bare engine lacks.</summary>
[Cmdlet(VerbsCommon.Select, "FirstOne")]
public sealed class SelectFirstOneCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        Type stop = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(stop, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}
