using System.Management.Automation;

namespace PortfolioMargin.Host;

/// <summary>While it lives, Ctrl+C stops the pipeline instead of the process.</summary>
internal sealed class ConsoleCancel : IDisposable
{
    private readonly PowerShell _shell;

    public ConsoleCancel(PowerShell shell)
    {
        _shell = shell;
        Console.CancelKeyPress += Stop;
    }

    public void Dispose() => Console.CancelKeyPress -= Stop;

    private void Stop(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        _shell.BeginStop(null, null);
    }
}
