namespace PortfolioMargin;

/// <summary>How the caller wants a key read: what ends the reading, what is told about the key, and how messages call its parts.</summary>
/// <param name="Stop">Cancelled when the user stops the pipeline.</param>
internal sealed record KeyReading(CancellationToken Stop)
{
    /// <summary>What is weak about the key: whole sentences.</summary>
    internal ICollection<string> Warnings { get; } = [];

    /// <summary>What the API key is called.</summary>
    internal string ApiKeyName { get; init; } = "The API key";

    /// <summary>What the API secret is called.</summary>
    internal string SecretName { get; init; } = "The API secret";

    /// <summary>What the text of a private key is called, or what may be one.</summary>
    internal string TextName { get; init; } = "the text that was given";
}
