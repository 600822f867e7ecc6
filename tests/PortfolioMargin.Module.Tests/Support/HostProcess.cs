using System.Diagnostics;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>The shell in a process of its own: where nothing is loaded but what it loads.</summary>
internal static class HostProcess
{
    /// <summary>Starts it with these arguments and nothing to read.</summary>
    public static Task<(string Output, string Errors, int ExitCode)> RunAsync(params string[] arguments) => TypeAsync(arguments);

    /// <summary>Starts it with these arguments and lines to read.</summary>
    public static Task<(string Output, string Errors, int ExitCode)> TypeAsync(string[] arguments, params string[] lines) =>
        RunAsync(arguments, lines, new Dictionary<string, string>());

    /// <summary>Starts it with these arguments, lines to read, and more in its environment.</summary>
    public static async Task<(string Output, string Errors, int ExitCode)> RunAsync(string[] arguments, string[] lines, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Layout.Host, arguments)
        {
            WorkingDirectory = Layout.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        foreach (string line in lines)
        {
            await process.StandardInput.WriteLineAsync(line);
        }

        process.StandardInput.Close();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (await output, await errors, process.ExitCode);
    }
}
