using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security;

namespace PortfolioMargin.Profiles;

/// <summary>Between text and <see cref="SecureString"/>.</summary>
internal static class SecureText
{
    /// <summary>Wraps text that some other program already holds in the open.</summary>
    internal static SecureString From(string text)
    {
        var secure = new SecureString();
        foreach (char letter in text)
        {
            secure.AppendChar(letter);
        }

        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>The text itself, for what is not a secret: an API key, a path.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Reveal(SecureString? text) => text is null ? null : new NetworkCredential(string.Empty, text).Password;
}
