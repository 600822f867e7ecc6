using System.Security;

namespace PortfolioMargin.TestSupport;

/// <summary>Made-up secrets, in the form users give theirs.</summary>
internal static class Secure
{
    /// <summary>Of every throw-away key that is encrypted.</summary>
    public const string Passphrase = "throw-away";

    public static SecureString Text(string text)
    {
        var secure = new SecureString();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
