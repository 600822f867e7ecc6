namespace PortfolioMargin;

/// <summary>
/// The root of everything this library throws on purpose. Messages say what happened, not what to do about it,
/// and never hold a secret, a signature, an API key or a query string. They are one line that steers no terminal, whatever the
/// names in them are: names come from tables, files and vaults.
/// </summary>
public abstract class PortfolioMarginException : Exception
{
    private const int MaximumLength = 4_000;

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it, where its words are ours or the platform's own: an error's full view shows them as they are.</param>
    protected PortfolioMarginException(string message, Exception? innerException = null)
        : base(SafeText.ForDisplay(message, MaximumLength), innerException)
    {
    }
}
