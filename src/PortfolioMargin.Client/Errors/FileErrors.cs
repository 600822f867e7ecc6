using System.Runtime.InteropServices;

namespace PortfolioMargin.Client.Errors;

/// <summary>What the platform says of files.</summary>
internal static class FileErrors
{
    private const int ErrorNumber = 0xFFFF;

    /// <summary>
    /// Whether another has the file, which passes with time: a sharing or lock violation on Windows; elsewhere the lock would have to be waited
    /// for (EWOULDBLOCK of Linux or macOS).
    /// </summary>
    public static bool IsHeldByAnother(IOException error) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? (error.HResult & ErrorNumber) is 32 or 33
        : (error.HResult & ErrorNumber) is 11 or 35;
}
