namespace PortfolioMargin;

/// <summary>Hears what the client does while it does it. Called from any thread, and must return at once.</summary>
public interface IClientObserver
{
    /// <summary>An attempt has been answered, or has failed.</summary>
    /// <param name="report">What was asked and what came back; no secret, key, signature or query string is in it.</param>
    void OnRequest(RequestReport report);

    /// <summary>The client waits before its next attempt.</summary>
    /// <param name="report">Why, and until when.</param>
    void OnWait(WaitReport report);
}
