using System.Diagnostics;
using System.Text.Json;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>A program that stays, and reads the list once for each line it is sent. It answers each with one line of JSON.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public Worker(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>One turn.</summary>
    public JsonElement Next()
    {
        _process.StandardInput.WriteLine("next");
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<JsonElement>(line);
            }
        }

        throw new MeasurementException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} ended: {_errors.Result}");
    }

    /// <summary>Lets it end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}

/// <summary>A contender failed, or did not return every row: there is nothing to measure.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
