using System.Diagnostics;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>The sandbox's exchange behind a socket, in a process of its own: in this one its assemblies would be found by the module.</summary>
internal sealed class SandboxServerProcess : IDisposable
{
    private readonly Process _process;

    private SandboxServerProcess(Process process, Uri baseUri)
    {
        _process = process;
        BaseUri = baseUri;
    }

    public Uri BaseUri { get; }

    public static async Task<SandboxServerProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Layout.SandboxServer, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("listening ", line, StringComparison.Ordinal);
        return new SandboxServerProcess(process, new Uri(line!["listening ".Length..]));
    }

    /// <summary>It stops when its standard input ends.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
