using System.Text;
using System.Text.RegularExpressions;

namespace PortfolioMargin.Client.Transport;

/// <summary>Makes text from elsewhere (the exchange, a proxy, the platform) fit to leave the library.</summary>
internal static class Redactor
{
    /// <summary>The longest such text, in characters.</summary>
    public const int MaximumLength = 300;

    private const string Removed = "(removed)";
    private const int ShortestTellingPart = 6;

    /// <summary>Takes out control characters, the key, the query and its signature, and whatever looks like them; then cuts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="apiKey">The key that was sent.</param>
    /// <param name="query">The query that was sent, signature last.</param>
    public static string Clean(string text, string apiKey, string query)
    {
        string clean = WithoutControls(text);
        foreach (string secret in SecretsOf(apiKey, query))
        {
            clean = Replace(clean, secret);
        }

        clean = Regex.Replace(clean, @"signature\s*[=:]\s*""?[^\s&""'<>]+", "signature=" + Removed, RegexOptions.IgnoreCase);
        clean = Regex.Replace(clean, @"//[^/@\s]+@", "//");
        return clean.Length <= MaximumLength ? clean : clean.Remove(MaximumLength - 1) + "…";
    }

    private static string WithoutControls(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            kept.Append(char.IsControl(character) ? ' ' : character);
        }

        return kept.ToString().Trim();
    }

    private static IEnumerable<string> SecretsOf(string apiKey, string query)
    {
        yield return query;
        int signature = query.LastIndexOf("signature=", StringComparison.Ordinal);
        if (signature >= 0)
        {
            string sent = query.Substring(signature + "signature=".Length);
            yield return sent;
            yield return Uri.UnescapeDataString(sent);
        }

        yield return apiKey;
    }

    private static string Replace(string text, string secret)
    {
        if (secret.Length == 0)
        {
            return text;
        }

        int found;
        while ((found = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            text = text.Remove(found, secret.Length).Insert(found, Removed);
        }

        return WithoutCutTail(text, secret);
    }

    /// <summary>A text that was cut on its way here may end in the beginning of a secret.</summary>
    private static string WithoutCutTail(string text, string secret)
    {
        string whole = text.TrimEnd('…', '.', ' ');
        for (int length = Math.Min(secret.Length - 1, whole.Length); length >= ShortestTellingPart; length--)
        {
            if (whole.EndsWith(secret.Substring(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return whole.Remove(whole.Length - length) + Removed;
            }
        }

        return text;
    }
}
