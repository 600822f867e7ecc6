using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;

namespace PortfolioMargin.Client.Keys;

/// <summary>Tells whether others than its owner may read a key file: by its mode on Unix, by its access list on Windows.</summary>
internal static class KeyFileAccess
{
    /// <summary>Groups that everybody on a machine belongs to: Everyone, Authenticated Users, Users.</summary>
    private static readonly string[] Everybody = ["S-1-1-0", "S-1-5-11", "S-1-5-32-545"];

    /// <summary>What is wrong with the access to a file, as <see cref="KeyErrors.Warn"/> takes it; <see langword="null"/> when nothing is, or it cannot be told.</summary>
    /// <param name="file">The open file.</param>
    public static string? WarningFor(FileStream file)
    {
        try
        {
            return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? OnWindows(file) : OnUnix(file);
        }
        catch (SystemException)
        {
            // Some file systems and platforms do not tell; the key is no worse for that.
            return null;
        }
    }

#if NETFRAMEWORK
    private static string? OnUnix(FileStream file) => null;
#else
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static string? OnUnix(FileStream file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        UnixFileMode mode = File.GetUnixFileMode(file.SafeFileHandle);
        return (mode & Others) == 0
            ? null
            : $"may be read or changed by others on this machine (the mode is {Convert.ToString((int)mode, 8)}). Make it yours alone: chmod 600.";
    }

    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
    private static string? OnWindows(FileStream file)
    {
        AuthorizationRuleCollection rules = file.GetAccessControl().GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
        foreach (FileSystemAccessRule rule in rules)
        {
            if (rule.AccessControlType == AccessControlType.Allow
                && (rule.FileSystemRights & FileSystemRights.ReadData) != 0
                && Everybody.Contains(rule.IdentityReference.Value))
            {
                return "may be read by every user of this machine. Make it yours alone: icacls FILE /inheritance:r /grant:r \"%USERNAME%:R\".";
            }
        }

        return null;
    }
}
