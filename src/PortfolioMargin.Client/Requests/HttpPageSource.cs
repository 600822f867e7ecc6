using PortfolioMargin.Client.Paging;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>Reads pages of one account, with whatever retries and waits that takes.</summary>
internal sealed class HttpPageSource(ClientOptions options, HostRegistry hosts, HostState host) : IPageSource
{
    private readonly RequestSender _sender = new(options, host, hosts.ConnectorOf(options, host), hosts.Time);
    private readonly WaitReporter? _waits = options.Observer is { } observer ? new WaitReporter(observer) : null;

    /// <inheritdoc/>
    public async Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken) =>
        (await ReadAsync(request, cancellationToken).ConfigureAwait(false)).Page!;

    /// <summary>Reads one page, and returns all that is known of the attempt that succeeded.</summary>
    /// <exception cref="RequestException">The page could not be read.</exception>
    public async Task<Attempt> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var execution = new RequestExecution(options, host, _sender, _waits, hosts.Time, request);
        Attempt last = await hosts.Retries.RunAsync(execution, options.MaximumRetryCount, cancellationToken).ConfigureAwait(false);
        return last.Page is null ? throw execution.ExceptionFor(last) : last;
    }
}
