using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace PortfolioMargin.Host;

/// <summary>Writes as PowerShell's own console does: errors to standard error, the rest to standard output.</summary>
internal sealed class ConsoleUI(bool isNonInteractive) : PSHostUserInterface
{
    private readonly ConsolePrompts _prompts = new(isNonInteractive);

    public int ErrorsShown { get; private set; }

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUI();

    public override bool SupportsVirtualTerminal => ConsoleRawUI.HasColors;

    public override void Write(string value) => Console.Out.Write(Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Console.Out.WriteLine(Plain(value));

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteInformation(InformationRecord record)
    {
    }

    public override void WriteErrorLine(string value)
    {
        ErrorsShown++;
        Console.Error.WriteLine(Plain(value));
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => _prompts.Line("a line of text");

    public override SecureString ReadLineAsSecureString() => _prompts.Secret("a secret");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => new PSObject(_prompts.Field(field)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _prompts.Choice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        new(string.IsNullOrEmpty(userName) ? _prompts.Line("User") : userName, _prompts.Secret("Password"));

    /// <summary>The text without colors, where nobody would see them.</summary>
    private static string Plain(string text) =>
        ConsoleRawUI.HasColors ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);
}
