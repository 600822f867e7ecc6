using System.Security;

namespace PortfolioMargin.Profiles;

/// <summary>A credential kept in this process's environment.</summary>
internal static class EnvironmentCredential
{
    private const string ApiKeyVariable = "BINANCE_API_KEY";
    private const string ApiSecretVariable = "BINANCE_API_SECRET";
    private const string PrivateKeyPathVariable = "BINANCE_PRIVATE_KEY_PATH";
    private const string PassphraseVariable = "BINANCE_PRIVATE_KEY_PASSPHRASE";

    /// <summary>Reads the variables; with both a secret and a private key set, the secret is used.</summary>
    /// <param name="findFile">Makes a full path of the one in the variable.</param>
    /// <exception cref="EnvironmentVariableMissingException">A variable that is needed is not set, or blank.</exception>
    internal static ApiCredential Read(Func<string, string> findFile)
    {
        string apiKey = Value(ApiKeyVariable) ?? throw Missing(ApiKeyVariable, $"The environment variable {ApiKeyVariable} is not set.");
        if (Value(ApiSecretVariable) is { } secret)
        {
            return ClientBridge.FromSecret(apiKey, SecureText.From(secret));
        }

        string path = Value(PrivateKeyPathVariable)
            ?? throw Missing(ApiSecretVariable, $"{ApiKeyVariable} is set, but neither {ApiSecretVariable} nor {PrivateKeyPathVariable} is.");
        SecureString? passphrase = Value(PassphraseVariable) is { } text ? SecureText.From(text) : null;
        return ClientBridge.FromPrivateKeyFile(apiKey, findFile(path), passphrase);
    }

    private static string? Value(string variable)
    {
        string? value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static EnvironmentVariableMissingException Missing(string variable, string message) => new(message) { VariableName = variable };
}
