using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>Finds files that are named as people name them in PowerShell: relative, with ~, on a PowerShell drive.</summary>
internal static class FileSystemPath
{
    /// <summary>The full path of a file, which need not exist.</summary>
    /// <param name="session">Knows the current location and the drives.</param>
    /// <param name="path">The path as it was given.</param>
    /// <param name="fail">Makes the failure from the rest of a sentence that begins with what the path is of.</param>
    internal static string Find(SessionState session, string path, Func<string, PortfolioMarginException> fail)
    {
        try
        {
            string found = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? found : throw fail("is not in the file system, but in another provider of PowerShell");
        }
        catch (Exception unknown) when (unknown is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or PSNotSupportedException or ArgumentException)
        {
            // The engine's own message repeats the path, whatever characters are in it.
            throw fail(unknown is System.Management.Automation.DriveNotFoundException ? "names a drive that is not there" : "is none that PowerShell can follow here");
        }
    }
}
