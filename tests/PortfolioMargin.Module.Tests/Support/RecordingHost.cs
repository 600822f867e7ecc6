using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>A host that writes into memory and whose user answers nothing.</summary>
internal sealed class RecordingHost(CultureInfo culture) : PSHost
{
    private readonly RecordingUI _ui = new();

    public StringBuilder Written => _ui.Written;

    /// <summary>The columns of the window.</summary>
    public int Width
    {
        set => _ui.RawUI.BufferSize = _ui.RawUI.WindowSize = new Size(value, 500);
    }

    public List<string> Prompts => _ui.Prompts;

    public override CultureInfo CurrentCulture => culture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "RecordingHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class RecordingUI : PSHostUserInterface
    {
        public StringBuilder Written { get; } = new();

        public List<string> Prompts { get; } = [];

        public override PSHostRawUserInterface RawUI { get; } = new RecordingRawUI();

        public override bool SupportsVirtualTerminal => true;

        public override void Write(string value) => Written.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Written.Append(value);

        public override void WriteLine(string value) => Written.AppendLine(value);

        public override void WriteErrorLine(string value) => Written.Append("ERROR: ").AppendLine(value);

        public override void WriteDebugLine(string message) => Written.Append("DEBUG: ").AppendLine(message);

        public override void WriteVerboseLine(string message) => Written.Append("VERBOSE: ").AppendLine(message);

        public override void WriteWarningLine(string message) => Written.Append("WARNING: ").AppendLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => throw Nobody("a line");

        public override SecureString ReadLineAsSecureString() => throw Nobody("a secret");

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw Nobody(string.Join(", ", descriptions.Select(field => field.Name + ":" + field.ParameterTypeName)));

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Nobody(message);

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Nobody(message);

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Nobody(message);

        private PSInvalidOperationException Nobody(string asked)
        {
            Prompts.Add(asked);
            return new PSInvalidOperationException("Nobody answers: " + asked);
        }
    }

    private sealed class RecordingRawUI : PSHostRawUserInterface
    {
        public override Size BufferSize { get; set; } = new(120, 500);

        public override Size WindowSize { get; set; } = new(120, 500);

        public override Size MaxWindowSize => WindowSize;

        public override Size MaxPhysicalWindowSize => WindowSize;

        public override ConsoleColor ForegroundColor { get; set; }

        public override ConsoleColor BackgroundColor { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override Coordinates WindowPosition { get; set; }

        public override int CursorSize { get; set; }

        public override string WindowTitle { get; set; } = string.Empty;

        public override bool KeyAvailable => false;

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
    }
}
