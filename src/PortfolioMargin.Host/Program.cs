using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

// The shell itself, with the module imported. Its arguments are pwsh's own; three calls mean something else:
//   (nothing)       runs Demo.ps1, the module's main job on the embedded exchange
//   -Interactive    opens a prompt on the embedded exchange
//   -NoModule ...   the shell without the module; pwsh's own arguments follow
string layout = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ModuleLayout").Value!;
bool noModule = args is ["-NoModule", ..];
string manifest = Path.Combine(layout, "PortfolioMargin.psd1");
if (!noModule && !File.Exists(manifest))
{
    Console.Error.WriteLine($"The built module is not at {layout}: run dotnet build first.");
    return 1;
}

// A build from source reports nothing and looks for no update.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

InitialSessionState state = InitialSessionState.CreateDefault2();
if (!noModule)
{
    state.ImportPSModule([manifest]);
}

if (OperatingSystem.IsWindows())
{
    // The files of a build are not signed.
    state.ExecutionPolicy = ExecutionPolicy.Bypass;
}

string[] arguments = args switch
{
    [] => ["-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Demo.ps1")],
    ["-Interactive"] => ["-NoLogo", "-NoExit", "-Command", "Set-PmCredential -Sandbox -PassThru"],
    ["-NoModule", .. var rest] => rest,
    _ => args,
};
return ConsoleShell.Start(state, bannerText: null, helpText: null, ["-NoProfile", .. arguments]);
