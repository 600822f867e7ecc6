using System.Net;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Requests;

/// <summary>Signs one request, sends it, and writes down what came of it. It decides nothing.</summary>
internal sealed class RequestSender
{
    private const string KeyHeader = "X-MBX-APIKEY";

    private static readonly string UserAgent = "PortfolioMargin/" + typeof(RequestSender).Assembly.GetName().Version?.ToString(3);

    private readonly ClientOptions _options;
    private readonly HostState _host;
    private readonly Func<HttpLease> _connect;
    private readonly TimeProvider _time;
    private readonly ResponseReader _reader;
    private readonly string _apiKey;
    private readonly string _address;

    public RequestSender(ClientOptions options, HostState host, Func<HttpLease> connect, TimeProvider time)
    {
        _options = options;
        _apiKey = ApiKeyText.Normalize(options.ApiKey);
        _host = host;
        _connect = connect;
        _time = time;
        _reader = new ResponseReader(options, host, time);
        _address = ExchangeAddress.Prefix(options.BaseUri);
    }

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task SendAsync(IEndpointRequest endpointRequest, Attempt attempt, CancellationToken cancellationToken)
    {
        string query = Sign(endpointRequest, attempt);
        var redactor = new Redactor(_apiKey, query);
        using HttpLease lease = _connect();
        using var silence = new IdleTimeout(_time, cancellationToken);
        using HttpRequestMessage request = MakeRequest(endpointRequest.Path, query);
        attempt.SentAt = _time.GetUtcNow();
        attempt.SentTimestamp = _time.GetTimestamp();
        try
        {
            silence.Restart(_options.ConnectionTimeout);
            using HttpResponseMessage response = await lease.Invoker.SendAsync(request, silence.Token).ConfigureAwait(false);
            await _reader.ReadAsync(endpointRequest, response, attempt, redactor, silence).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrorClassifier.IsOne(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            attempt.Failure = FailureOf(e, attempt.Head, silence.Expired, redactor);
            attempt.SentAt = attempt.Failure.Error == TransportError.Stopped ? null : attempt.SentAt;
        }
        finally
        {
            attempt.Elapsed = _time.GetElapsedTime(attempt.SentTimestamp);
        }
    }

    /// <summary>What an exception means. It means nothing where the status tells enough already.</summary>
    private static Failure FailureOf(Exception exception, ResponseHead? head, bool timedOut, Redactor redactor)
    {
        int? status = head?.StatusCode ?? (TransportErrorClassifier.IsProxyRefusal(exception) ? (int)HttpStatusCode.ProxyAuthenticationRequired : null);
        if (!FailureTable.NeedsBody(status))
        {
            return ResponseReader.FailureOf(status, head, redactor);
        }

        return timedOut
            ? new Failure(head is null ? TransportError.HeadersTimedOut : TransportError.BodyTimedOut) { StatusCode = status }
            : new Failure(TransportErrorClassifier.Of(exception)) { StatusCode = status, Detail = redactor.Clean(TransportErrorClassifier.Describe(exception)) };
    }

    private string Sign(IEndpointRequest endpointRequest, Attempt attempt)
    {
        attempt.Stamp = _host.Clock.Stamp();
        try
        {
            return SignedQuery.Build(endpointRequest.CreateQuery(), _options.ReceiveWindow, attempt.Stamp.Milliseconds, _options.Signer);
        }
        catch (ObjectDisposedException)
        {
            throw new CredentialNotSetException("The credential was removed or replaced while it was in use.");
        }
    }

    private HttpRequestMessage MakeRequest(string path, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _address + path + "?" + query);
        PlatformHttp.Prepare(request);
        request.Headers.TryAddWithoutValidation(KeyHeader, _apiKey);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return request;
    }
}
