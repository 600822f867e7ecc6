using System.Text.RegularExpressions;

namespace PortfolioMargin.Client.Errors;

/// <summary>Makes text from elsewhere (the exchange, a proxy, the platform) that came back from one request fit to leave the library.</summary>
/// <param name="apiKey">The key that was sent.</param>
/// <param name="query">The query that was sent, signature last.</param>
internal readonly struct Redactor(string apiKey, string query)
{
    /// <summary>The longest such text, in characters.</summary>
    public const int MaximumLength = 300;

    /// <summary>The most characters that are looked at. A longer text is cut before it is searched, so that it costs no time.</summary>
    private const int MaximumRead = 16 * 1024;

    private const string Removed = "(removed)";
    private const string SignatureName = "signature=";

    /// <summary>A text that was cut on its way here may hold no more than the beginning of a secret: so much of it tells enough.</summary>
    private const int TellingPart = 8;

    /// <summary>Queries begin with names that occur in ordinary messages.</summary>
    private const int TellingPartOfQuery = 20;

    /// <summary>Takes out control and format characters, the key, the query and its signature, and whatever looks like them; then cuts.</summary>
    /// <param name="text">The text.</param>
    public string Clean(string text)
    {
        string signature = query.Substring(query.LastIndexOf(SignatureName, StringComparison.Ordinal) + SignatureName.Length);
        string clean = SafeText.ForDisplay(text, MaximumRead);
        clean = Without(clean, query, TellingPartOfQuery);
        clean = Without(clean, signature, TellingPart);
        clean = Without(clean, Uri.UnescapeDataString(signature), TellingPart);
        clean = Without(clean, apiKey, TellingPart);
        clean = Regex.Replace(clean, @"signature\s*[=:][\s""\\]*[^\s&""'<>]+", SignatureName + Removed, RegexOptions.IgnoreCase);
        clean = Regex.Replace(clean, @"//[^/@\s]+@", "//");
        clean = Regex.Replace(clean, @"[A-Za-z0-9+/_%=-]{32,}", Removed);
        return SafeText.ForDisplay(clean, MaximumLength);
    }

    /// <summary>The text without the secret, and without beginnings of it that are long enough to tell something.</summary>
    private static string Without(string text, string secret, int tellingPart)
    {
        string beginning = secret.Length > tellingPart ? secret.Remove(tellingPart) : secret;
        int found = beginning.Length == 0 ? -1 : text.IndexOf(beginning, StringComparison.OrdinalIgnoreCase);
        while (found >= 0)
        {
            int end = found;
            while (end < text.Length && end - found < secret.Length
                && char.ToUpperInvariant(text[end]) == char.ToUpperInvariant(secret[end - found]))
            {
                end++;
            }

            text = text.Remove(found, end - found).Insert(found, Removed);
            found = text.IndexOf(beginning, found + Removed.Length, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
