using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Transport;

/// <summary>Reads pages of one account, with whatever retries and waits that takes.</summary>
internal sealed class PageSource(ClientOptions options, ExchangeHosts hosts, ExchangeHost host) : IPageSource
{
    private readonly PageSender _sender = new(options, host, hosts.InvokerOf(options), hosts.Time);
    private readonly WaitReporter? _waits = options.Observer is { } observer ? new WaitReporter(observer) : null;

    /// <inheritdoc/>
    public async Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken) =>
        (await ReadAsync(request, cancellationToken).ConfigureAwait(false)).Page!;

    /// <summary>Reads one page, and returns all that is known of the attempt that succeeded.</summary>
    /// <exception cref="RequestException">The page could not be had.</exception>
    public async Task<Attempt> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var call = new PageCall(options, host, _sender, _waits, hosts.Time, request);
        Attempt last = await hosts.Retries.RunAsync(call, options.MaximumRetryCount, cancellationToken).ConfigureAwait(false);
        return last.Page is null ? throw Failures.Of(call, last, options) : last;
    }
}
