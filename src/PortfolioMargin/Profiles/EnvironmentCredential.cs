using System.Security;

namespace PortfolioMargin.Profiles;

/// <summary>A credential kept in this process's environment.</summary>
internal static class EnvironmentCredential
{
    private const string ApiKeyVariable = "BINANCE_API_KEY";
    private const string ApiSecretVariable = "BINANCE_API_SECRET";
    private const string PrivateKeyVariable = "BINANCE_PRIVATE_KEY";
    private const string PrivateKeyPathVariable = "BINANCE_PRIVATE_KEY_PATH";
    private const string PassphraseVariable = "BINANCE_PRIVATE_KEY_PASSPHRASE";

    /// <summary>Reads the variables: the API key, and exactly one of secret, text of a private key, and path of one.</summary>
    /// <param name="findFile">Makes a full path of the one in the variable.</param>
    /// <param name="asked">How the cmdlet reads a key.</param>
    /// <exception cref="EnvironmentVariableMissingException">A variable that is needed is not set, or blank.</exception>
    /// <exception cref="InvalidParameterException">Two kinds of key are set, or one of them cannot be what it is set for.</exception>
    internal static ApiCredential Read(Func<string, string> findFile, KeyReading asked)
    {
        KeyReading reading = asked with { ApiKeyName = ApiKeyVariable, SecretName = ApiSecretVariable, TextName = $"the environment variable {PrivateKeyVariable}" };
        string apiKey = Value(ApiKeyVariable) ?? throw Missing(ApiKeyVariable, $"The environment variable {ApiKeyVariable} is not set.");
        string[] set = [.. new[] { ApiSecretVariable, PrivateKeyVariable, PrivateKeyPathVariable }.Where(variable => Value(variable) is not null)];
        if (set.Length > 1)
        {
            throw new InvalidParameterException($"The environment variables {string.Join(" and ", set)} are set, and only one of them can be used with {ApiKeyVariable}.");
        }

        return set.FirstOrDefault() switch
        {
            ApiSecretVariable => ClientBridge.FromSecret(apiKey, Secret(ApiSecretVariable)!, reading),
            PrivateKeyVariable => ClientBridge.FromPrivateKeyText(apiKey, Secret(PrivateKeyVariable)!, Secret(PassphraseVariable), reading),
            PrivateKeyPathVariable => ClientBridge.FromPrivateKeyFile(
                apiKey, FindFile(Value(PrivateKeyPathVariable)!, findFile), Secret(PassphraseVariable), reading),
            _ => throw Missing(
                ApiSecretVariable, $"{ApiKeyVariable} is set, but none of {ApiSecretVariable}, {PrivateKeyVariable} and {PrivateKeyPathVariable} is."),
        };
    }

    /// <summary>Files of environment variables keep the quotation marks around a path. No file is looked for without them that is there with them.</summary>
    private static string FindFile(string path, Func<string, string> findFile)
    {
        bool isQuoted = path.Length > 2 && path[0] is '"' or '\'' && path[path.Length - 1] == path[0];
        return isQuoted && !File.Exists(findFile(path)) ? findFile(path.Substring(1, path.Length - 2)) : findFile(path);
    }

    private static SecureString? Secret(string variable) => Value(variable) is { } text ? SecureText.From(text) : null;

    private static string? Value(string variable)
    {
        string? value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static EnvironmentVariableMissingException Missing(string variable, string message) => new(message) { VariableName = variable };
}
