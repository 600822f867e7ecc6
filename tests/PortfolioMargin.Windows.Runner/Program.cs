using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

// SCRIPT [-NAME VALUE | -SWITCH]...: runs the script, prints what it puts out and complains of, and ends with 1 when it broke off.
InitialSessionState state = InitialSessionState.CreateDefault();
state.ExecutionPolicy = ExecutionPolicy.Bypass;
using Runspace runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddCommand(args[0]);
for (int i = 1; i < args.Length; i++)
{
    string name = args[i].TrimStart('-');
    bool isSwitch = i + 1 == args.Length || args[i + 1].StartsWith('-');
    shell.AddParameter(name, isSwitch ? true : args[++i]);
}

shell.Streams.Information.DataAdded += (_, added) => Console.WriteLine(shell.Streams.Information[added.Index]);
shell.Streams.Error.DataAdded += (_, added) => Console.Error.WriteLine(shell.Streams.Error[added.Index]);
try
{
    foreach (PSObject item in shell.Invoke())
    {
        Console.WriteLine(item);
    }

    return 0;
}
catch (RuntimeException broken)
{
    Console.Error.WriteLine(broken.ErrorRecord);
    return 1;
}
