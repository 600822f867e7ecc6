using System.Xml.Linq;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>What came of one test of the Pester suite.</summary>
/// <param name="Name">The names of its blocks and its own.</param>
/// <param name="IsSkipped">It says itself that it cannot run here.</param>
/// <param name="Failure">What went wrong; <see langword="null"/> when nothing did.</param>
internal sealed record PesterResult(string Name, bool IsSkipped, string? Failure);

/// <summary>Runs tests/Pester in the real shell, in a process of its own.</summary>
internal static class PesterSuite
{
    /// <summary>Runs every file.</summary>
    /// <returns>A result for each test.</returns>
    /// <exception cref="InvalidOperationException">The run broke off, or a file could not be read, so that the results are not all there are.</exception>
    public static async Task<IReadOnlyList<PesterResult>> RunAsync()
    {
        LetJobsFindTheShell();
        string folder = Directory.CreateTempSubdirectory("pester-suite").FullName;
        try
        {
            string report = Path.Combine(folder, "result.xml");
            (string output, string errors, int exitCode) = await HostProcess.RunAsync(
                "-NonInteractive", "-File", Path.Combine(Layout.Repository, "build", "pester.ps1"), "-InProcess", "-Pester", Layout.Pester, "-ResultPath", report);
            PesterResult[] results = File.Exists(report) ? [.. XDocument.Load(report).Descendants("test-case").Select(Read)] : [];
            bool isExplained = exitCode == 0 || results.Any(result => result.Failure is not null);
            return isExplained && results.Any(result => !result.IsSkipped)
                ? results
                : throw new InvalidOperationException($"The suite ended with exit code {exitCode}: {output}{errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PesterResult Read(XElement test) => new(
        test.Attribute("name")!.Value,
        IsSkipped: test.Attribute("executed")!.Value == "False",
        Failure: test.Attribute("result")!.Value is "Failure" or "Error" ? test.Element("failure")?.Value ?? "It failed without a word." : null);

    /// <summary>Start-Job starts the pwsh that lies beside the engine; here that is the same shell by that name.</summary>
    private static void LetJobsFindTheShell()
    {
        string pwsh = Path.Combine(Path.GetDirectoryName(Layout.Host)!, "runtimes", "unix", "lib", "net10.0", "pwsh");
        if (!OperatingSystem.IsWindows() && !File.Exists(pwsh))
        {
            File.CreateSymbolicLink(pwsh, Layout.Host);
        }
    }
}
