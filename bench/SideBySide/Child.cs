using System.Diagnostics;
using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What a program printed, and how long it ran from start to end.</summary>
internal sealed record ChildRun(string Output, TimeSpan Elapsed)
{
    /// <summary>The objects it printed, one on each line that begins with a brace.</summary>
    public IReadOnlyList<JsonElement> Objects { get; } =
        [.. Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>How many rows the first object says came.</summary>
    public int Rows => Objects.Count > 0 ? Objects[0].GetProperty("rows").GetInt32() : 0;
}

/// <summary>Starts programs that know the exchange's account and trust its certificate.</summary>
internal sealed class Child(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>A shell's script and its arguments.</summary>
    public ProcessStartInfo Shell(string script, params string[] arguments)
    {
        string[] all = ["-NoProfile", "-NonInteractive", "-File", Places.Script(script), .. arguments];
        return Places.HasPwsh ? Start("pwsh", all) : Start("dotnet", [Places.Host, "-NoModule", .. all]);
    }

    /// <summary>One of the Node clients.</summary>
    public ProcessStartInfo Node(params string[] arguments) => Start("node", [Path.Combine(Places.Peers, "run.mjs"), .. arguments]);

    /// <summary>Runs a script to its end.</summary>
    public ChildRun RunShell(string script, params string[] arguments) => Run(Shell(script, arguments));

    /// <summary>Runs a program to its end. What reads lines is sent one.</summary>
    /// <exception cref="MeasurementException">It failed.</exception>
    public static ChildRun Run(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine("next");
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? new ChildRun(output, elapsed)
            : throw new MeasurementException($"{start.FileName} {string.Join(' ', start.ArgumentList)} failed: {errors.Result}{output}");
    }

    private ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
