using System.Globalization;
using System.Management.Automation.Host;

namespace PortfolioMargin.Host;

/// <summary>Connects the engine to the console.</summary>
internal sealed class ConsoleHost(HostArguments arguments) : PSHost
{
    private readonly ConsoleUI _ui = new(arguments.IsNonInteractive);

    /// <summary>What <c>exit</c> said, if it was called.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>How many errors have been shown so far.</summary>
    public int ErrorsShown => _ui.ErrorsShown;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "PortfolioMarginHost";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override CultureInfo CurrentCulture { get; } = arguments.Culture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
