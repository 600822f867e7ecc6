using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>Reads the responses of one endpoint for one account, with whatever retries and waits that takes.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class HttpPageSource<TRow>(Endpoint<TRow> endpoint, ClientOptions options, HostRegistry hosts, HostState host) : IPageSource<TRow>
{
    private readonly RequestSender _sender = new(options, host, hosts.ConnectorOf(options, host), hosts.Time);
    private readonly WaitReporter? _waits = options.Observer is { } observer ? new WaitReporter(observer) : null;
    private readonly HashSet<string> _missingFields = [];

    /// <inheritdoc/>
    public async Task<Page<TRow>> ReadAsync(ListRequest request, CancellationToken cancellationToken)
    {
        Attempt attempt = await ReadAttemptAsync(request, cancellationToken).ConfigureAwait(false);
        return (Page<TRow>)attempt.Page!;
    }

    /// <summary>Reads one response, and returns all that is known of the attempt that succeeded.</summary>
    /// <exception cref="RequestException">It could not be read.</exception>
    public async Task<Attempt> ReadAttemptAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var execution = new RequestExecution(options, host, _sender, _waits, hosts.Time, new EndpointRequest<TRow>(endpoint, request));
        Attempt last = await hosts.Retries.RunAsync(execution, options.MaximumRetryCount, cancellationToken).ConfigureAwait(false);
        IPage page = last.Page ?? throw execution.ExceptionFor(last);
        WarnOfMissingFields(page);
        return last;
    }

    /// <summary>A documented field that the exchange leaves out is told once.</summary>
    private void WarnOfMissingFields(IPage page)
    {
        if (page.MissingFields.Count == 0)
        {
            return;
        }

        string[] news;
        lock (_missingFields)
        {
            news = [.. page.MissingFields.Where(_missingFields.Add)];
        }

        if (news.Length > 0)
        {
            string names = string.Join(", ", news.Select(name => $"'{name}'"));
            options.Observer?.OnWarning($"The exchange left out {names} of some orders ({endpoint.Path}): what it did not send is $null, not 0.");
        }
    }
}
