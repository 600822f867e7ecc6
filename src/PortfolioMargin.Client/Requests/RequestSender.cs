using System.Net;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.Keys;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Requests;

/// <summary>Signs one request for one page, sends it, and writes down what came of it. It decides nothing.</summary>
internal sealed class RequestSender
{
    /// <summary>The endpoint (documentation: Query User's Margin Force Orders).</summary>
    public const string Path = "/papi/v1/margin/forceOrders";

    /// <summary>The most bytes of a page: a hundred rows are about 25 kB.</summary>
    public const int LargestPage = 16 * 1024 * 1024;

    /// <summary>The most bytes of an error's body; a larger one has no code of the exchange in it.</summary>
    private const int LargestError = 256 * 1024;

    private const string KeyHeader = "X-MBX-APIKEY";

    private readonly ClientOptions _options;
    private readonly HostState _host;
    private readonly Func<HttpLease> _connect;
    private readonly TimeProvider _time;
    private readonly string _apiKey;
    private readonly string _address;

    public RequestSender(ClientOptions options, HostState host, Func<HttpLease> connect, TimeProvider time)
    {
        _options = options;
        _apiKey = ApiKeyText.Normalize(options.ApiKey);
        _host = host;
        _connect = connect;
        _time = time;
        _address = ExchangeAddress.Prefix(options.BaseUri) + Path + "?";
    }

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task SendAsync(PageRequest page, Attempt attempt, CancellationToken cancellationToken)
    {
        string query = Sign(page, attempt);
        using HttpLease lease = _connect();
        using var silence = new IdleTimeout(_time, cancellationToken);
        using HttpRequestMessage request = MakeRequest(query);
        attempt.Sent = true;
        attempt.SentAt = _time.GetUtcNow();
        attempt.SentTimestamp = _time.GetTimestamp();
        try
        {
            silence.Restart(_options.ConnectionTimeout);
            using HttpResponseMessage response = await lease.Invoker.SendAsync(request, silence.Token).ConfigureAwait(false);
            ReadHeaders(response, attempt, query);
            await ReadBodyAsync(response, attempt, query, silence).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrorClassifier.IsOne(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            attempt.StatusCode ??= TransportErrorClassifier.IsProxyRefusal(e) ? (int)HttpStatusCode.ProxyAuthenticationRequired : null;
            if (RetryDecision.NeedsBody(attempt.StatusCode))
            {
                attempt.Fault = silence.Expired
                    ? (attempt.StatusCode is null ? TransportError.HeadersTimedOut : TransportError.BodyTimedOut)
                    : TransportErrorClassifier.Of(e);
                attempt.Sent = attempt.Fault != TransportError.Stopped;
                attempt.Detail = silence.Expired ? null : Redactor.Clean(TransportErrorClassifier.Describe(e), _apiKey, query);
            }
        }
        finally
        {
            attempt.Elapsed = _time.GetElapsedTime(attempt.SentTimestamp);
        }
    }

    private string Sign(PageRequest page, Attempt attempt)
    {
        SignedTimestamp stamp = _host.Clock.Stamp();
        attempt.ClockVersion = stamp.Version;
        try
        {
            return SignedQuery.Build(page.Window, page.Page, page.Size, _options.ReceiveWindow, stamp.Milliseconds, _options.Signer);
        }
        catch (ObjectDisposedException)
        {
            throw new CredentialNotSetException("The credential was removed or replaced while it was in use.");
        }
    }

    private HttpRequestMessage MakeRequest(string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _address + query);
        PlatformHttp.Prepare(request);
        request.Headers.TryAddWithoutValidation(KeyHeader, _apiKey);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", ProductName.Value);
        return request;
    }

    private void ReadHeaders(HttpResponseMessage response, Attempt attempt, string query)
    {
        attempt.ReceivedAt = _time.GetUtcNow();
        attempt.ReceivedTimestamp = _time.GetTimestamp();
        attempt.StatusCode = (int)response.StatusCode;
        if (attempt.StatusCode is 418 or 429)
        {
            _host.RateLimiter.Suspend();
        }

        attempt.HttpVersion = response.Version;
        attempt.Weights = PlatformHttp.ReadWeights(response.Headers);
        attempt.ContentType = MediaTypeOf(response.Content) is { } type
            ? TextExcerpt.OfText(Redactor.Clean(type, _apiKey, query), TextExcerpt.MaximumValueLength)
            : null;
        attempt.Date = response.Headers.Date;
        if (attempt.Date is { } date)
        {
            _host.Clock.Observe(date, attempt.SentAt, attempt.ReceivedAt);
        }

        attempt.RetryAfter = RetryAfter.Read(response.Headers, attempt.Date ?? _host.Clock.Now);
        attempt.RedirectTarget = RedirectTargetOf(response);
    }

    private string? RedirectTargetOf(HttpResponseMessage response) =>
        response.Headers.Location is { } location && Uri.TryCreate(_options.BaseUri, location, out Uri? target)
            ? ExchangeAddress.Origin(target)
            : null;

    private async Task ReadBodyAsync(HttpResponseMessage response, Attempt attempt, string query, IdleTimeout silence)
    {
        bool ok = attempt.StatusCode == 200;
        if (response.Content is not { } content)
        {
            attempt.Fault = ok ? TransportError.NotAPage : TransportError.None;
            return;
        }

        using PooledBody body = await PooledBody.ReadAsync(content, ok ? LargestPage : LargestError, silence, _options.OperationTimeout).ConfigureAwait(false);
        if (body.End != BodyEnd.Complete)
        {
            attempt.Fault = FaultOf(body.End, attempt.StatusCode);
        }
        else if (!ok)
        {
            attempt.Error = ReadError(body.Span, query);
        }
        else if (body.End != BodyEnd.Complete)
        {
            attempt.Fault = body.End == BodyEnd.TooLarge ? TransportError.BodyTooLarge : TransportError.BodyShort;
        }
        else if (!IsJson(MediaTypeOf(content)))
        {
            attempt.Fault = TransportError.NotAPage;
        }
        else
        {
            ReadPage(body.Span, attempt, query);
        }
    }

    /// <summary>A part of a body is not read as if it were the whole: it is a fault, unless the status alone tells enough.</summary>
    private static TransportError FaultOf(BodyEnd end, int? status) => end switch
    {
        BodyEnd.Short when RetryDecision.NeedsBody(status) => TransportError.BodyShort,
        BodyEnd.TooLarge when status == 200 => TransportError.BodyTooLarge,
        _ => TransportError.None,
    };

    private void ReadPage(ReadOnlySpan<byte> body, Attempt attempt, string query)
    {
        try
        {
            attempt.Page = ForceOrderPageReader.Read(body, _options.ProfileName, _host.Symbols, attempt.Date);
        }
        catch (InvalidResponseException e)
        {
            // An intermediary may give an error of the exchange the status 200.
            attempt.Error = ReadError(body, query);
            if (attempt.Error is null)
            {
                attempt.Fault = e.Field is null ? TransportError.NotAPage : TransportError.FieldUnreadable;
                attempt.Detail = Redactor.Clean(e.Message, _apiKey, query);
                attempt.Field = e.Field is null ? null : Redactor.Clean(e.Field, _apiKey, query);
                attempt.OrderId = e.OrderId;
            }
        }
    }

    private ApiError? ReadError(ReadOnlySpan<byte> body, string query) =>
        ApiErrorReader.TryRead(body) is { } error
            ? error with { Message = Redactor.Clean(error.Message, _apiKey, query) }
            : null;

    private static string? MediaTypeOf(HttpContent? content) => content?.Headers.ContentType?.MediaType;

    /// <summary>What is labelled as something else (a login page, say) is not trusted, even if it could be read.</summary>
    private static bool IsJson(string? mediaType) =>
        mediaType is null
        || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
}
