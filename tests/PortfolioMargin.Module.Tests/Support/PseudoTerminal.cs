using System.Diagnostics;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>A program on a terminal of its own, by util-linux's script: what it writes is what the terminal gets, byte by byte.</summary>
internal static class PseudoTerminal
{
    private const string Script = "/usr/bin/script";

    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists(Script);

    public const string WhyNot = "There is no script command here that gives a program a terminal.";

    /// <summary>Runs a script in the shell, on a terminal of 200 columns.</summary>
    public static async Task<(byte[] Written, int ExitCode)> RunAsync(string scriptPath)
    {
        var start = new ProcessStartInfo(Script, ["-q", "-e", "-c", $"stty cols 200 rows 50; exec '{Layout.Host}' -NonInteractive -File '{scriptPath}'", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color", ["SHELL"] = "/bin/sh" },
        };
        start.Environment.Remove("NO_COLOR");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var written = new MemoryStream();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await process.StandardOutput.BaseStream.CopyToAsync(written, cancellation);
        await process.WaitForExitAsync(cancellation);
        return (written.ToArray(), process.ExitCode);
    }
}
