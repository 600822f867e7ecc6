using System.Security;

namespace PortfolioMargin.Client.Tests.Signing;

internal static class Secure
{
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
