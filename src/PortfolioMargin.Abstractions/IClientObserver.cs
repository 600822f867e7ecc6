namespace PortfolioMargin;

/// <summary>
/// Observes what the client does. Called from any thread; must return at once. No secret, key, signature or query string is in what
/// it receives.
/// </summary>
public interface IClientObserver
{
    /// <summary>An attempt was answered, or failed.</summary>
    /// <param name="report">What was requested and what came back.</param>
    void OnRequest(RequestReport report);

    /// <summary>The client waits before its next attempt.</summary>
    /// <param name="report">Why, and until when.</param>
    void OnWait(WaitReport report);

    /// <summary>Something the user should know although the read goes on.</summary>
    /// <param name="message">One sentence or two, fit for a warning.</param>
    void OnWarning(string message);

    /// <summary>Something that helps to understand what the client does.</summary>
    /// <param name="message">One line, fit for a verbose stream.</param>
    void OnNotice(string message);
}
