using System.Runtime.InteropServices;

namespace PortfolioMargin.Client.RateLimiting;

/// <summary>Where the user's state is kept between processes.</summary>
internal static class StateFolder
{
    /// <summary>The file of bans and pauses, or <see langword="null"/> when the user has no folder for such a file.</summary>
    public static string? StopsPath => PathOf(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="StopsPath"/>, for one system and its environment.</summary>
    /// <param name="isWindows">Whether it is Windows: <c>LOCALAPPDATA</c>; else <c>XDG_STATE_HOME</c>, or its default in <c>HOME</c>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? PathOf(bool isWindows, Func<string, string?> variable)
    {
        string? folder = isWindows ? Rooted(variable("LOCALAPPDATA"))
            : Rooted(variable("XDG_STATE_HOME")) ?? (Rooted(variable("HOME")) is { } home ? Path.Combine(home, ".local", "state") : null);
        return folder is null ? null : Path.Combine(folder, "PortfolioMargin", "stops.txt");
    }

    /// <summary>A path that does not depend on the working folder: the XDG specification ignores any other.</summary>
    private static string? Rooted(string? path) => !string.IsNullOrEmpty(path) && Path.IsPathRooted(path) ? path : null;
}
