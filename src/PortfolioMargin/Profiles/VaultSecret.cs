using System.Collections;
using System.Management.Automation;
using System.Security;

namespace PortfolioMargin.Profiles;

/// <summary>Where in a SecretManagement vault a credential is.</summary>
/// <param name="Name">The secret's name.</param>
/// <param name="Vault">The vault's name; <see langword="null"/> leaves it to SecretManagement: the default vault, then the others.</param>
/// <param name="ApiKey">The API key, when the vault does not hold it.</param>
internal sealed record VaultSecret(string Name, string? Vault, string? ApiKey)
{
    private const string ApiKeyPart = "ApiKey";
    private const string ApiSecretPart = "ApiSecret";
    private const string PrivateKeyPart = "PrivateKey";
    private const string PassphrasePart = "Passphrase";

    /// <summary>Reads the secret, through the running cmdlet's runspace.</summary>
    /// <exception cref="SecretNotFoundException">There is no such secret, or a part of it is missing.</exception>
    /// <exception cref="VaultUnavailableException">The vault cannot be asked.</exception>
    internal ApiCredential Read(PSCmdlet cmdlet, KeyReading asked)
    {
        KeyReading reading = asked with { TextName = $"secret '{Name}'" };
        var vault = new SecretVault(cmdlet, Vault);
        object secret = vault.Get(Name);
        return secret switch
        {
            PSCredential pair => ClientBridge.FromSecretOrPrivateKey(ApiKey ?? pair.UserName, pair.Password, null, reading),
            SecureString text => FromText(vault, text, reading),
            string text => FromText(vault, SecureText.From(text), reading),
            IDictionary parts => FromParts(vault, parts, reading),
            _ => throw new SecretNotFoundException(
                $"Secret '{Name}' is a {secret.GetType().Name}. A PSCredential, a SecureString, a string or a hashtable with {ApiKeyPart} and {ApiSecretPart} or {PrivateKeyPart} is needed."),
        };
    }

    private ApiCredential FromText(SecretVault vault, SecureString text, KeyReading reading) =>
        ClientBridge.FromSecretOrPrivateKey(ApiKey ?? KeyFromMetadata(vault), text, null, reading);

    private ApiCredential FromParts(SecretVault vault, IDictionary parts, KeyReading reading)
    {
        SecureString secret = Part(parts, ApiSecretPart) ?? Part(parts, PrivateKeyPart)
            ?? throw new SecretNotFoundException($"Secret '{Name}' is a hashtable without {ApiSecretPart} and without {PrivateKeyPart}.");
        string apiKey = ApiKey ?? SecureText.Reveal(Part(parts, ApiKeyPart)) ?? KeyFromMetadata(vault);
        return ClientBridge.FromSecretOrPrivateKey(apiKey, secret, Part(parts, PassphrasePart), reading);
    }

    private string KeyFromMetadata(SecretVault vault) => vault.Metadata(Name, ApiKeyPart)
        ?? throw new SecretNotFoundException($"The API key of secret '{Name}' is missing: give -ApiKey, or put {ApiKeyPart} into the secret's metadata.");

    private static SecureString? Part(IDictionary parts, string name)
    {
        foreach (DictionaryEntry part in parts)
        {
            if (string.Equals(part.Key as string, name, StringComparison.OrdinalIgnoreCase))
            {
                return (part.Value is PSObject wrapped ? wrapped.BaseObject : part.Value) switch
                {
                    SecureString text => text,
                    string text => SecureText.From(text),
                    _ => null,
                };
            }
        }

        return null;
    }
}
