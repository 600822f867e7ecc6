using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PortfolioMargin.Parameters;

/// <summary>Base class of completers that offer fixed words. Without one, the shell offers file names wherever text is taken.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>What is offered, as it is typed, and what is said of it.</summary>
    private protected abstract IEnumerable<(string Text, string ToolTip)> Words { get; }

    /// <summary>The words that start with what has been typed.</summary>
    /// <param name="commandName">The command typed.</param>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="wordToComplete">What has been typed of the word.</param>
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
        return Words
            .Where(word => word.Text.Trim('\'').StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(word.Text, word.Text.Trim('\''), CompletionResultType.ParameterValue, word.ToolTip));
    }
}
