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
            string certificate = Path.Combine(folder, "certificate.pem");
            using SandboxServerProcess server = await SandboxServerProcess.StartAsync(
                "--Ed25519", "MadeUpKey:" + Path.Combine(Layout.ThrowAwayKeys, "public-ed25519.pem"),
                "--Rsa", "MadeUpRsaKey:" + Path.Combine(Layout.ThrowAwayKeys, "unusable-rsa-public.pem"));
            using SandboxServerProcess tlsServer = await SandboxServerProcess.StartAsync("--UseTls", "true", "--CertificatePath", certificate);
            (string output, string errors, int exitCode) = await HostProcess.RunAsync(
                ["-NonInteractive", "-File", Path.Combine(Layout.Repository, "build", "pester.ps1"), "-InProcess", "-Pester", Layout.Pester, "-ResultPath", report],
                [],
                EnvironmentWith(server, tlsServer, certificate));
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

    private static Dictionary<string, string> EnvironmentWith(SandboxServerProcess server, SandboxServerProcess tlsServer, string certificate)
    {
        var environment = new Dictionary<string, string> { ["SANDBOX_SERVER"] = server.BaseUri.AbsoluteUri };
        if (OperatingSystem.IsLinux())
        {
            // Elsewhere a certificate is trusted by the user's own store alone.
            environment["SANDBOX_SERVER_TLS"] = tlsServer.BaseUri.AbsoluteUri;
            environment["SSL_CERT_FILE"] = certificate;
        }

        return environment;
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
