using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace PortfolioMargin.Profiles;

/// <summary>Asks the user's SecretManagement vaults, by its module-qualified cmdlets, in the running cmdlet's own runspace.</summary>
/// <param name="cmdlet">The running cmdlet.</param>
/// <param name="vault">The vault's name; <see langword="null"/> leaves it to SecretManagement.</param>
internal sealed class SecretVault(PSCmdlet cmdlet, string? vault)
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const int MaximumNameLength = 80;
    private const int MaximumLineLength = 400;

    /// <summary>The secret, in the type the vault keeps it in.</summary>
    /// <exception cref="SecretNotFoundException">There is none of that name.</exception>
    /// <exception cref="VaultUnavailableException">The vault cannot be asked.</exception>
    internal object Get(string name) => Ask("Get-Secret", name, name).FirstOrDefault()?.BaseObject ?? throw NotFound(name);

    /// <summary>A value of the secret's metadata, by its name without regard to case; <see langword="null"/> when it has none.</summary>
    /// <exception cref="VaultUnavailableException">The vault cannot be asked.</exception>
    internal string? Metadata(string name, string key) => Ask("Get-SecretInfo", name, WildcardPattern.Escape(name))
        .Where(info => string.Equals(info.Properties["Name"]?.Value as string, name, StringComparison.OrdinalIgnoreCase))
        .Select(info => Value(info.Properties["Metadata"]?.Value, key))
        .FirstOrDefault(value => value is not null);

    private string VaultWords => vault is null ? "any registered vault" : $"vault '{vault}'";

    private Collection<PSObject> Ask(string command, string secretName, string nameArgument)
    {
        string question = $"Asking {(vault is null ? "the registered vaults" : VaultWords)} for secret '{secretName}' ({command}).";
        cmdlet.WriteVerbose(SafeText.ForDisplay(question, MaximumLineLength));
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(Module + "\\" + command).AddParameter("Name", nameArgument).AddParameter("ErrorAction", ActionPreference.Stop);
        if (vault is not null)
        {
            shell.AddParameter("Vault", vault);
        }

        try
        {
            return InvokeQuietly(shell);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (CommandNotFoundException)
        {
            throw new VaultUnavailableException($"The module {Module} is not installed here, or cannot be loaded.") { Problem = VaultProblem.NotInstalled };
        }
        catch (RuntimeException refusal)
        {
            throw Explain(refusal, secretName);
        }
    }

    /// <summary>Runs a command of the vault, and takes out of <c>$Error</c> what PowerShell put there for it: its words are kept nowhere.</summary>
    private Collection<PSObject> InvokeQuietly(PowerShell shell)
    {
        var errors = cmdlet.SessionState.PSVariable.GetValue("global:Error") as ArrayList;
        object? newest = errors is { Count: > 0 } ? errors[0] : null;
        try
        {
            return shell.Invoke();
        }
        finally
        {
            while (errors is { Count: > 0 } && !ReferenceEquals(errors[0], newest))
            {
                errors.RemoveAt(0);
            }
        }
    }

    /// <summary>Neither the vault's own exception nor its words are kept: nobody knows what its author put into them.</summary>
    private CredentialException Explain(RuntimeException refusal, string secretName)
    {
        string id = refusal.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];
        string cause = (refusal.ErrorRecord.Exception ?? refusal).GetType().Name;
        return (id, cause) switch
        {
            ("GetSecretNotFound", _) => NotFound(secretName),
            ("GetSecretVaultNotFound", _) => NotRegistered(),
            (_, "PasswordRequiredException") => new VaultUnavailableException($"The vault is locked: secret '{secretName}' cannot be read before it is unlocked.")
            {
                Problem = VaultProblem.Locked,
            },
            _ => new VaultUnavailableException($"Secret '{secretName}' cannot be read from {VaultWords}: it failed with a {SafeText.ForDisplay(cause, MaximumNameLength)}."),
        };
    }

    /// <summary>Without any vault, SecretManagement says of every secret that it is not there.</summary>
    private CredentialException NotFound(string secretName) => vault is null && !HasVaults()
        ? NotRegistered()
        : new SecretNotFoundException($"There is no secret '{secretName}' in {VaultWords}.");

    private VaultUnavailableException NotRegistered() => new(vault is null ? "No vault is registered." : $"No vault '{vault}' is registered.")
    {
        Problem = VaultProblem.NotRegistered,
    };

    private bool HasVaults()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            shell.AddCommand(Module + "\\Get-SecretVault").AddParameter("ErrorAction", ActionPreference.SilentlyContinue);
            return InvokeQuietly(shell).Count > 0;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            return true;
        }
    }

    private static string? Value(object? metadata, string key)
    {
        IEnumerable pairs = (metadata is PSObject wrapped ? wrapped.BaseObject : metadata) as IEnumerable ?? Array.Empty<object>();
        return pairs is IDictionary dictionary
            ? dictionary.Keys.OfType<string>().Where(name => Same(name, key)).Select(name => LanguagePrimitives.ConvertTo<string>(dictionary[name])).FirstOrDefault()
            : null;
    }

    private static bool Same(string name, string key) => string.Equals(name, key, StringComparison.OrdinalIgnoreCase);
}
