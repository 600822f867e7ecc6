namespace PortfolioMargin;

/// <summary>
/// The root of everything this library throws on purpose. Messages say what happened, not what to do about it,
/// and never hold a secret, a signature, an API key or a query string.
/// </summary>
public abstract class PortfolioMarginException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    protected PortfolioMarginException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
