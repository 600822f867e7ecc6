using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Requests;

/// <summary>Signs the query of a request: the text that is signed is the text that is sent, and the signature comes last.</summary>
internal static class SignedQuery
{
    /// <summary>The signed query, without its question mark.</summary>
    /// <param name="query">The endpoint's parameters; those of the signature are added to it.</param>
    /// <param name="recvWindow">Milliseconds the request is good for, or <see langword="null"/> for the exchange's default.</param>
    /// <param name="timestampMs">The time of signing in milliseconds since 1970, by the exchange's clock.</param>
    /// <param name="signer">Signs.</param>
    /// <exception cref="ObjectDisposedException">The key was removed.</exception>
    public static string Build(QueryText query, int? recvWindow, long timestampMs, IRequestSigner signer)
    {
        query.Add("recvWindow", recvWindow).Add("timestamp", timestampMs);
        return query.Add("signature", signer.Sign(query.ToString())).ToString();
    }
}
