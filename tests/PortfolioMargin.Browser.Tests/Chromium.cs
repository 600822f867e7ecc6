using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PortfolioMargin.BrowserTests;

/// <summary>A Chromium of the tests' own, without a window and without a network, driven by its DevTools protocol over loopback.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("report-browser-").FullName;
    private Process? _process;
    private DevTools? _devTools;

    public async ValueTask InitializeAsync()
    {
        string program = Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("These tests need Chromium: none of its programs is in PATH.");
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", $"--user-data-dir={_folder}", "about:blank",
        ];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _devTools = await DevTools.ConnectAsync(await AddressAsync(_process.StandardError).WaitAsync(Patience));
    }

    /// <summary>Opens a file in a page of its own.</summary>
    public async Task<Page> OpenAsync(string file, int width = 1280)
    {
        JsonNode target = await _devTools!.SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        JsonNode session = await _devTools.SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        var page = new Page(_devTools, (string)session["sessionId"]!);
        await page.OpenAsync(new Uri(file), width);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_devTools is not null)
        {
            // A browser that is asked to close takes its helpers with it; one that is killed may leave them behind.
            await _devTools.SendAsync("Browser.close");
            await _process!.WaitForExitAsync().WaitAsync(Patience);
            await _devTools.DisposeAsync();
        }
        else
        {
            _process?.Kill(entireProcessTree: true);
        }

        _process?.Dispose();

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Uri> AddressAsync(StreamReader said)
    {
        const string Mark = "DevTools listening on ";
        while (await said.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                // What it says from now on is nobody's business, but must not fill the pipe.
                _ = said.ReadToEndAsync();
                return new Uri(line[Mark.Length..]);
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }
}
