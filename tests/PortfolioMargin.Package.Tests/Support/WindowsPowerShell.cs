using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>What a script uses that Windows PowerShell 5.1 does not have: syntax, commands and parameters that came with 6 and 7.</summary>
internal static partial class WindowsPowerShell
{
    private static readonly HashSet<string> NewCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertFrom-Markdown", "Disable-ExperimentalFeature", "Enable-ExperimentalFeature", "Get-Error", "Get-ExperimentalFeature",
        "Get-PSSubsystem", "Get-SecureRandom", "Get-Uptime", "Join-String", "Remove-Alias", "Remove-Service",
        "Show-Markdown", "Start-ThreadJob", "Switch-Process", "Test-Json", "ConvertTo-CliXml", "ConvertFrom-CliXml",
    };

    private static readonly HashSet<string> NewParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertFrom-Json -AsHashtable", "ConvertFrom-Json -Depth", "ConvertFrom-Json -NoEnumerate", "ConvertFrom-SecureString -AsPlainText",
        "ConvertTo-Json -AsArray", "ConvertTo-Json -EnumsAsStrings", "ConvertTo-Json -EscapeHandling", "ForEach-Object -Parallel",
        "Get-Content -AsByteStream", "Set-Content -AsByteStream", "Import-Module -UseWindowsPowerShell", "Join-Path -AdditionalChildPath",
        "Read-Host -MaskInput", "Select-String -Culture", "Select-String -NoEmphasis", "Select-String -Raw",
        "Sort-Object -Bottom", "Sort-Object -Stable", "Sort-Object -Top", "Split-Path -Extension", "Split-Path -LeafBase",
        "Start-Process -Environment", "Test-Connection -TargetName",
    };

    /// <summary>What it would stumble over, each with its line.</summary>
    public static IReadOnlyList<string> StumblesOver(string script)
    {
        ScriptBlockAst tree = Parser.ParseInput(script, out Token[] tokens, out ParseError[] errors);
        if (tree.ScriptRequirements?.RequiredPSVersion?.Major > 5)
        {
            return []; // It says so itself, and 5.1 refuses to run it.
        }

        return
        [
            .. errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}"),
            .. tree.FindAll(_ => true, searchNestedScriptBlocks: true).SelectMany(Newer, (node, what) => $"{node.Extent.StartLineNumber}: {what}"),
            .. tokens.Where(token => token.Kind == TokenKind.Number && NewNumber().IsMatch(token.Text))
                .Select(token => $"{token.Extent.StartLineNumber}: the number {token.Text}"),
        ];
    }

    private static IEnumerable<string> Newer(Ast node) => node switch
    {
        TernaryExpressionAst => ["a ? b : c"],
        PipelineChainAst => ["&& or ||"],
        PipelineAst { Background: true } => ["& behind a pipeline"],
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => ["??"],
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => ["??="],
        MemberExpressionAst { NullConditional: true } => ["?."],
        IndexExpressionAst { NullConditional: true } => ["?[]"],
        ScriptBlockAst { CleanBlock: not null } => ["clean { }"],
        CommandAst command => NewerIn(command),
        _ => [],
    };

    private static IEnumerable<string> NewerIn(CommandAst command)
    {
        string? name = command.GetCommandName();
        if (name is null)
        {
            return [];
        }

        return command.CommandElements.OfType<CommandParameterAst>().Select(parameter => $"{name} -{parameter.ParameterName}")
            .Where(NewParameters.Contains).Concat(NewCommands.Contains(name) ? [name] : []);
    }

    [GeneratedRegex(@"^0b|(u|ul|y|uy|s|us|n)(kb|mb|gb|tb|pb)?$", RegexOptions.IgnoreCase)]
    private static partial Regex NewNumber();
}
