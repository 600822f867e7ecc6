using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>A runspace of the real shell with the built module imported by its manifest.</summary>
internal sealed class Engine : IDisposable
{
    private readonly CultureInfo _culture;
    private readonly RecordingHost _host;

    public Engine(CultureInfo? culture = null, bool hasStyle = true)
    {
        _culture = culture ?? CultureInfo.InvariantCulture;
        _host = new RecordingHost(_culture);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (!hasStyle)
        {
            state.Variables.Remove("PSStyle", null);
        }

        Runspace = RunspaceFactory.CreateRunspace(_host, state);
        Runspace.Open();
        Run("Import-Module $manifest", ("manifest", Layout.Manifest)).EnsureClean();
    }

    public Runspace Runspace { get; }

    /// <summary>What has been asked of the user so far.</summary>
    public IReadOnlyList<string> Prompts => _host.Prompts;

    /// <summary>The columns of the window; 120 when nothing is said.</summary>
    public int Width
    {
        set => _host.Width = value;
    }

    /// <summary>The engine with the sandbox's credential as its default profile.</summary>
    public static Engine OnSandbox(CultureInfo? culture = null, bool hasStyle = true)
    {
        var engine = new Engine(culture, hasStyle);
        engine.Run("Set-PmCredential -Sandbox").EnsureClean();
        return engine;
    }

    /// <summary>The engine with a default profile for an exchange on loopback.</summary>
    public static Engine On(CannedExchange exchange)
    {
        var engine = new Engine();
        engine.SetCredential(exchange.BaseUri).EnsureClean();
        return engine;
    }

    public Outcome SetCredential(Uri baseUri, string profileName = "Default") => Run(
        "Set-PmCredential -ApiKey $key -ApiSecret $secret -BaseUri $base -ProfileName $name",
        ("key", Secrets.ApiKey),
        ("secret", Secure.Text(Secrets.ApiSecret)),
        ("base", baseUri),
        ("name", profileName));

    /// <summary>A pipeline that is ready to run.</summary>
    public PowerShell Shell(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
        {
            Runspace.SessionStateProxy.SetVariable(name, value);
        }

        var shell = PowerShell.Create(Runspace);
        shell.AddScript($"[cultureinfo]::CurrentCulture = '{_culture.Name}'; {script}", useLocalScope: false);
        return shell;
    }

    /// <summary>Runs a script and keeps everything it said.</summary>
    public Outcome Run(string script, params (string Name, object? Value)[] variables)
    {
        using PowerShell shell = Shell(script, variables);
        RuntimeException? terminating = null;
        var output = new PSDataCollection<PSObject>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            terminating = exception;
        }

        return new Outcome(
            [.. output],
            [.. shell.Streams.Error],
            terminating?.ErrorRecord,
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Progress],
            [.. shell.Streams.Debug.Select(record => record.Message)],
            [.. shell.Streams.Information.Select(record => record.ToString())]);
    }

    /// <summary>Runs a script and gives the text a user sees, colors stripped.</summary>
    public string Render(string script, params (string Name, object? Value)[] variables) =>
        new StringDecorated(RenderWithColors(script, variables)).ToString(OutputRendering.PlainText);

    /// <summary>Runs a script and gives the text a user sees.</summary>
    public string RenderWithColors(string script, params (string Name, object? Value)[] variables)
    {
        using PowerShell shell = Shell(script, variables);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        _host.Written.Clear();
        shell.Invoke();
        return _host.Written.ToString();
    }

    /// <summary>What is in $Error.</summary>
    public IReadOnlyList<object> ErrorVariable => [.. ((ArrayList)Runspace.SessionStateProxy.GetVariable("Error")).Cast<object>()];

    public void Dispose() => Runspace.Dispose();
}
