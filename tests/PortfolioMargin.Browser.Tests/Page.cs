using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PortfolioMargin.BrowserTests;

/// <summary>A page of the browser, and everything it asked for or complained of.</summary>
public sealed class Page
{
    private readonly DevTools _devTools;
    private readonly string _session;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Page(DevTools devTools, string session)
    {
        (_devTools, _session) = (devTools, session);
        devTools.Told += Hear;
    }

    /// <summary>The addresses it asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What it wrote to the console, failed with, or asked of a person.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    internal async Task OpenAsync(Uri address, int width)
    {
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await SendAsync(domain + ".enable");
        }

        await SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Has the page take the colors of a theme, or of paper.</summary>
    public Task UseAsync(string scheme, string media = "screen") => SendAsync("Emulation.setEmulatedMedia", new JsonObject
    {
        ["media"] = media,
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    /// <summary>The value of an expression in the page; of a promise, what comes of it.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>The texts of all elements that a selector finds.</summary>
    public async Task<string[]> TextsAsync(string selector) =>
        [.. (await EvaluateAsync($"[...document.querySelectorAll({JsonValue.Create(selector)!.ToJsonString()})].map(element => element.textContent)"))!.AsArray().Select(text => (string)text!)];

    /// <summary>Presses a key, as a person does.</summary>
    public async Task PressAsync(string key, int code)
    {
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = ((char)code).ToString() });
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>The accessibility tree as a screen reader gets it: role and name of each node.</summary>
    public async Task<(string Role, string Name)[]> AccessibleAsync()
    {
        JsonNode tree = await SendAsync("Accessibility.getFullAXTree");
        return [.. tree["nodes"]!.AsArray().Select(node => ((string?)node!["role"]?["value"] ?? "", (string?)node["name"]?["value"] ?? ""))];
    }

    /// <summary>The page as PDF.</summary>
    public async Task<byte[]> PrintAsync() =>
        Convert.FromBase64String((string)(await SendAsync("Page.printToPDF", new JsonObject { ["preferCSSPageSize"] = true, ["printBackground"] = true }))["data"]!);

    private Task<JsonNode> SendAsync(string method, JsonObject? parameters = null) => _devTools.SendAsync(method, parameters, _session);

    private void Hear(string? session, string method, JsonNode values)
    {
        if (session != _session)
        {
            return;
        }

        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue((string)values["request"]!["url"]!);
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded" or "Page.javascriptDialogOpening":
                Complaints.Enqueue(values.ToJsonString());
                break;
        }
    }
}
