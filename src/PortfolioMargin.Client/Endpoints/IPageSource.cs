using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>Reads one response of a list, with whatever retries and waits that takes.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal interface IPageSource<TRow>
{
    /// <summary>Reads one response.</summary>
    /// <exception cref="RequestException">
    /// It could not be read. <see cref="RequestException.ShorterWindowMayHelp"/> tells whether the exchange may accept a shorter window.
    /// </exception>
    Task<Page<TRow>> ReadAsync(ListRequest request, CancellationToken cancellationToken);
}
