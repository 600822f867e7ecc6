namespace PortfolioMargin;

/// <summary>Where a profile's key came from.</summary>
public enum CredentialSource
{
    /// <summary>A key and its secret, given to <c>Set-PmCredential</c>.</summary>
    Secret,

    /// <summary>A PSCredential: user name and password.</summary>
    Credential,

    /// <summary>A private key file.</summary>
    PrivateKey,

    /// <summary>A SecretManagement vault.</summary>
    Vault,

    /// <summary>Environment variables.</summary>
    Environment,

    /// <summary>The embedded exchange's own demo account.</summary>
    Sandbox,
}
