using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Parameters;

/// <summary>Completes the names of the profiles that are set in this runspace, quoted where they need it.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <summary>The names that start with what has been typed.</summary>
    /// <param name="commandName">The command typed.</param>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="wordToComplete">What has been typed of the name, maybe with its quotes.</param>
    /// <param name="commandAst">The command's syntax tree.</param>
    /// <param name="fakeBoundParameters">The parameters typed so far.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return RunspaceProfiles.Current.Names
            .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name));
    }

    private static string Quoted(string name) =>
        char.IsLetter(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
