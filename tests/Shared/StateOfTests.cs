using System.Runtime.CompilerServices;

namespace PortfolioMargin.TestSupport;

/// <summary>
/// Gives the test process, and every process that it starts, a folder of its own for what the client keeps between processes.
/// No test reads or writes the user's file of bans and pauses.
/// </summary>
internal static class StateOfTests
{
    [ModuleInitializer]
    internal static void MoveAway()
    {
        string folder = Directory.CreateTempSubdirectory("pm-state").FullName;
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder);
        Environment.SetEnvironmentVariable("LOCALAPPDATA", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
