using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PortfolioMargin.Parameters;

/// <summary>
/// Completes the names of vaults and of their secrets as SecretManagement itself does for Get-Secret: without a prompt, and with nothing
/// while a vault is locked or SecretManagement is not installed.
/// </summary>
public sealed class SecretCompleter : IArgumentCompleter
{
    private const string GetSecret = "Get-Secret";
    private const string VaultName = "VaultName";

    /// <summary>The names that start with what has been typed.</summary>
    /// <param name="commandName">The command typed.</param>
    /// <param name="parameterName">The parameter to complete: the vault's name or the secret's.</param>
    /// <param name="wordToComplete">What has been typed of the name, maybe with its quotes.</param>
    /// <param name="commandAst">The command's syntax tree.</param>
    /// <param name="fakeBoundParameters">The parameters typed so far: a vault narrows the secrets.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string vault = fakeBoundParameters?[VaultName] is string name ? $" -Vault '{CodeGeneration.EscapeSingleQuotedStringContent(name)}'" : "";
        string line = parameterName == VaultName ? $"{GetSecret} -Vault {wordToComplete}" : $"{GetSecret}{vault} -Name {wordToComplete}";
        return [.. CommandCompletion.CompleteInput(line, line.Length, null).CompletionMatches.Where(match => match.ResultType is not (CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer))];
    }
}
