namespace PortfolioMargin.Client.Keys;

/// <summary>How an API key is taken from people, and how it is shown to them.</summary>
public static class ApiKeyText
{
    private const int ShownAtEachEnd = 4;
    private const int ShortestShown = 12;
    private const string Masked = "********";

    /// <summary>The key without white space, line breaks, invisible characters and pairs of quotation marks around it.</summary>
    /// <param name="apiKey">The key as it was given.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="InvalidParameterException">
    /// The key is empty, or has a space, a quotation mark, a control character or a character that is not ASCII inside. The message tells where, and does not show the key.
    /// </exception>
    public static string Normalize(string apiKey, string name = "The API key")
    {
        _ = apiKey ?? throw new ArgumentNullException(nameof(apiKey));
        return CredentialText.Normalize(apiKey.AsSpan(), name).ToString();
    }

    /// <summary>The key as it may be shown: its first and last four characters; nothing of a key shorter than twelve.</summary>
    /// <param name="apiKey">The key.</param>
    public static string Mask(string apiKey)
    {
        _ = apiKey ?? throw new ArgumentNullException(nameof(apiKey));
        return apiKey.Length < ShortestShown
            ? Masked
            : $"{apiKey.Substring(0, ShownAtEachEnd)}…{apiKey.Substring(apiKey.Length - ShownAtEachEnd)}";
    }
}
