using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

namespace PortfolioMargin.Host;

/// <summary>A runspace with the module in it, imported by its manifest from where the build laid it out.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>The engine alone cannot format on demand; a view can be chosen by a type name, which the module's list views have.</summary>
    private const string FormatListStandIn = """
        function global:Format-List {
            param([Parameter(ValueFromPipeline)] $InputObject)
            process {
                $copy = $InputObject.PSObject.Copy()
                $copy.PSObject.TypeNames.Insert(0, $copy.PSObject.TypeNames[0] + '#List')
                $copy
            }
        }
        """;

    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;

    /// <exception cref="UsageException">The module is not where the build puts it.</exception>
    public Session(HostArguments arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = arguments.Culture;
        _host = new ConsoleHost(arguments);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        if (Invoke(shell => shell.AddCommand("Import-Module").AddArgument(FindManifest()).AddParameter("ErrorAction", ActionPreference.Stop)) != 0
            || Invoke(shell => shell.AddScript(FormatListStandIn)) != 0)
        {
            throw new UsageException("The module could not be imported.");
        }
    }

    /// <summary>Runs PowerShell text and shows what comes of it.</summary>
    /// <returns>The exit code: 1 when an error was shown, what <c>exit</c> said, else 0.</returns>
    public int Run(string text) => Invoke(shell => shell.AddScript(text, useLocalScope: false));

    /// <summary>Runs a script file and shows what comes of it.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public int RunFile(string path) => File.Exists(path)
        ? Invoke(shell => shell.AddCommand(path, useLocalScope: false))
        : throw new UsageException($"There is no file '{path}'.");

    public void Dispose() => _runspace.Dispose();

    private int Invoke(Func<PowerShell, PowerShell> build)
    {
        int errorsBefore = _host.ErrorsShown;
        using PowerShell shell = build(PowerShell.Create(_runspace));
        using ConsoleCancel cancel = new(shell);
        foreach (Command command in shell.Commands.Commands)
        {
            command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        }

        shell.AddCommand("Out-Default");
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return 1;
        }
        catch (ParseException failure)
        {
            _host.UI.WriteErrorLine(failure.Message);
        }
        catch (RuntimeException failure)
        {
            Show(failure.ErrorRecord);
        }

        SayWhatIsMissing();
        return _host.ExitCode ?? (_host.ErrorsShown > errorsBefore ? 1 : 0);
    }

    /// <summary>Sends an error that ended the script the way that the other errors go.</summary>
    private void Show(ErrorRecord error)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript("[CmdletBinding()] param($shown) $PSCmdlet.WriteError($shown)").AddParameter("shown", error);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default").Invoke();
    }

    private void SayWhatIsMissing()
    {
        var errors = (ArrayList)_runspace.SessionStateProxy.GetVariable("Error");
        if (errors.OfType<ErrorRecord>().Any(error => error.FullyQualifiedErrorId == "CommandNotFoundException"))
        {
            _host.UI.WriteErrorLine("This small host has the PowerShell engine, but not its Utility and Management modules. For those, use pwsh.");
        }
    }

    private static string FindManifest()
    {
        string layout = typeof(Session).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ModuleLayout").Value!;
        string manifest = Path.Combine(layout, "PortfolioMargin.psd1");
        return File.Exists(manifest)
            ? manifest
            : throw new UsageException($"The built module is not at {layout}: run dotnet build first.");
    }
}
