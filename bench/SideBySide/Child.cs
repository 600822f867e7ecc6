using System.Diagnostics;
using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What a program printed, and how long it ran from start to end.</summary>
internal sealed record ChildRun(string Output, TimeSpan Elapsed)
{
    /// <summary>The objects it printed, one on each line that begins with a brace.</summary>
    public IReadOnlyList<JsonElement> Objects { get; } =
        [.. Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>The last line as a number of rows.</summary>
    public int Rows => int.Parse(Output.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Starts programs that know the exchange's account and trust its certificate.</summary>
internal sealed class Child(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>What is added to their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    public ChildRun Pwsh(string script, params string[] arguments) =>
        Run("pwsh", ["-NoProfile", "-NonInteractive", "-File", Places.Script(script), .. arguments]);

    public ChildRun Node(params string[] arguments) => Run("node", [Path.Combine(Places.Peers, "run.mjs"), .. arguments]);

    public ChildRun Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? new ChildRun(output, elapsed)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors.Result}{output}");
    }

    /// <summary>Whether a program is on this machine.</summary>
    public static bool Exists(string program) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
