namespace PortfolioMargin.Client.Http;

/// <summary>
/// A request was kept on this machine, because the exchange stopped all requests (429 or a ban) while the request waited for
/// its connection. None of it was sent. The HTTP handler does not repeat a request that ends like this.
/// </summary>
internal sealed class RequestStoppedException() : HttpRequestException("The exchange has stopped all requests.");
