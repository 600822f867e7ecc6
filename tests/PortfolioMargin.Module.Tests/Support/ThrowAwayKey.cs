namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Private keys that no exchange knows, as files that only their owner may read.</summary>
internal static class ThrowAwayKey
{
    /// <summary>Copies a key to a place of its own.</summary>
    public static void CopyTo(string path, string name)
    {
        File.Copy(Path.Combine(Layout.ThrowAwayKeys, name), path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
