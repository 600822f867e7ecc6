namespace PortfolioMargin;

/// <summary>A credential is missing or cannot be used. Nothing was sent.</summary>
public abstract class CredentialException : PortfolioMarginException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    protected CredentialException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>No profile of that name is set in this runspace.</summary>
/// <param name="message">What happened.</param>
public sealed class CredentialNotSetException(string message) : CredentialException(message);

/// <summary>The private key is not there, not a key, or of a kind that cannot be used.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What caused it.</param>
public sealed class PrivateKeyUnreadableException(string message, Exception? innerException = null) : CredentialException(message, innerException);

/// <summary>The private key is encrypted and no passphrase was given.</summary>
/// <param name="message">What happened.</param>
public sealed class PassphraseRequiredException(string message) : CredentialException(message);

/// <summary>The passphrase does not open the private key.</summary>
/// <param name="message">What happened.</param>
public sealed class WrongPassphraseException(string message) : CredentialException(message);

/// <summary>The base address would send the key unencrypted: only https is accepted, or http on loopback.</summary>
/// <param name="message">What happened.</param>
public sealed class InsecureBaseUriException(string message) : CredentialException(message);

/// <summary>The vault has no such secret, or the secret lacks a part.</summary>
/// <param name="message">What happened.</param>
public sealed class SecretNotFoundException(string message) : CredentialException(message);

/// <summary>Why a vault cannot be asked.</summary>
public enum VaultProblem
{
    /// <summary>The vault, or the extension that runs it, failed for a reason of its own.</summary>
    Failed,

    /// <summary>Microsoft.PowerShell.SecretManagement is not installed, or cannot be loaded.</summary>
    NotInstalled,

    /// <summary>No vault is registered, or none of that name.</summary>
    NotRegistered,

    /// <summary>The vault must be unlocked first.</summary>
    Locked,
}

/// <summary>The vault cannot be asked: SecretManagement is not installed, the vault is unknown, or it is locked.</summary>
/// <param name="message">What happened. It quotes nothing that the vault said.</param>
public sealed class VaultUnavailableException(string message) : CredentialException(message)
{
    /// <summary>Why.</summary>
    public VaultProblem Problem { get; init; }
}

/// <summary>An environment variable that is needed is not set.</summary>
/// <param name="message">What happened.</param>
public sealed class EnvironmentVariableMissingException(string message) : CredentialException(message)
{
    /// <summary>The variable's name.</summary>
    public string? VariableName { get; init; }
}
