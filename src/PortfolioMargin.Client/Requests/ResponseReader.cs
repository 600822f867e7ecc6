using System.Collections.Concurrent;
using System.Net;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>Reads an answer into an attempt: its head, and then a page or a failure.</summary>
internal sealed class ResponseReader(ClientOptions options, HostState host, TimeProvider time)
{
    /// <summary>The most bytes of a page: a hundred rows are about 25 kB.</summary>
    public const int LargestPage = 16 * 1024 * 1024;

    /// <summary>The most bytes of an error's body; a larger one has no code of the exchange in it.</summary>
    private const int LargestError = 256 * 1024;

    private readonly ConcurrentDictionary<string, bool> _noticed = new();
    /// <summary>The header of AWS WAF, which the exchange stands behind: <c>challenge</c> or <c>captcha</c>.</summary>
    private const string FirewallHeader = "x-amzn-waf-action";

    /// <summary>Reads all of an answer.</summary>
    /// <param name="request">What was requested.</param>
    /// <param name="response">The answer, its body not read yet.</param>
    /// <param name="attempt">Gets the head, and a page or a failure.</param>
    /// <param name="redactor">Cleans the exchange's words.</param>
    /// <param name="silence">Ends the reading of a body that is silent for too long.</param>
    public async Task ReadAsync(IEndpointRequest request, HttpResponseMessage response, Attempt attempt, Redactor redactor, IdleTimeout silence)
    {
        ResponseHead head = ReadHead(response, attempt);
        attempt.Head = head;
        TimeSpan longestSilence = options.OperationTimeout;
        if (head.StatusCode is 418 or 429)
        {
            // What the body says of the stop is not waited for as long as a page.
            host.RateLimiter.Suspend(head.RetryAfter);
            longestSilence = longestSilence > TimeSpan.Zero && longestSilence < ServerStops.LongestSilence ? longestSilence : ServerStops.LongestSilence;
        }

        bool ok = head.StatusCode == 200;
        if (response.Content is not { } content)
        {
            attempt.Failure = FailureOf(head.StatusCode, head, redactor, ok ? TransportError.NotAPage : TransportError.None);
            return;
        }

        using PooledBody body = await PooledBody.ReadAsync(content, ok ? LargestPage : LargestError, silence, longestSilence).ConfigureAwait(false);
        if (ok && body.End == BodyEnd.Complete && IsJson(head.ContentType))
        {
            ReadPage(request, body.Span, attempt, head, redactor);
            return;
        }

        Failure failure = FailureOf(head.StatusCode, head, redactor, ErrorOf(body.End, head.StatusCode));
        if (body.End != BodyEnd.Complete)
        {
            attempt.Failure = failure;
        }
        else if (!ok)
        {
            attempt.Failure = failure with { ApiError = ReadError(body.Span, redactor) };
        }
        else
        {
            attempt.Failure = failure with { Error = TransportError.NotAPage };
        }
    }

    /// <summary>The failure that status and headers tell.</summary>
    public static Failure FailureOf(int? status, ResponseHead? head, Redactor redactor, TransportError error = TransportError.None) => new(error)
    {
        StatusCode = status,
        ContentType = head?.ContentType is { } type ? SafeText.ForDisplay(redactor.Clean(type), TextExcerpt.MaximumValueLength) : null,
        RedirectTarget = head?.RedirectTarget,
        IsFirewallChallenge = head?.IsFirewallChallenge ?? false,
    };

    private ResponseHead ReadHead(HttpResponseMessage response, Attempt attempt)
    {
        DateTimeOffset receivedAt = time.GetUtcNow();
        long receivedTimestamp = time.GetTimestamp();
        DateTimeOffset? date = ServerDate.Read(response.Headers, NoticeOnce);
        bool isClock = true;
        // Only what was accepted shows where the exchange's clock can be. Without that, one odd header would move the windows of other requests.
        if (date is { } told && response.StatusCode == HttpStatusCode.OK)
        {
            isClock = ServerClock.CanHaveAccepted(attempt.Stamp, told, time.GetElapsedTime(attempt.SentTimestamp, receivedTimestamp));
            if (isClock)
            {
                host.Clock.Observe(told, attempt.SentAt!.Value, receivedAt);
            }
            else
            {
                NoticeOnce("A response's Date header contradicts the timestamp that the response accepts, and was ignored.");
            }
        }

        return new ResponseHead
        {
            StatusCode = (int)response.StatusCode,
            HttpVersion = response.Version,
            ReceivedAt = receivedAt,
            ReceivedTimestamp = receivedTimestamp,
            Date = date,
            ClockDate = isClock ? date : null,
            RetryAfter = RetryAfter.Read(response.Headers, date ?? host.Clock.Now, NoticeOnce),
            Weights = UsedWeight.ReadAll(PlatformHttp.HeadersOf(response.Headers), NoticeOnce),
            ContentType = response.Content?.Headers.ContentType?.MediaType,
            RedirectTarget = RedirectTargetOf(response),
            IsFirewallChallenge = response.Headers.Contains(FirewallHeader),
        };
    }

    /// <summary>Tells the observer, once for each thing, what was ignored.</summary>
    private void NoticeOnce(string message)
    {
        if (options.Observer is { } observer && _noticed.TryAdd(message, true))
        {
            observer.OnNotice(message);
        }
    }

    private string? RedirectTargetOf(HttpResponseMessage response) =>
        response.Headers.Location is { } location && Uri.TryCreate(options.BaseUri, location, out Uri? target)
            ? SafeText.ForDisplay(ExchangeAddress.Origin(target), Redactor.MaximumLength)
            : null;

    /// <summary>A part of a body is not read as if it were the whole: it is an error, unless the status alone tells enough.</summary>
    private static TransportError ErrorOf(BodyEnd end, int status) => end switch
    {
        BodyEnd.Short when FailureTable.NeedsBody(status) => TransportError.BodyShort,
        BodyEnd.TooLarge when status == 200 => TransportError.BodyTooLarge,
        _ => TransportError.None,
    };

    private void ReadPage(IEndpointRequest request, ReadOnlySpan<byte> body, Attempt attempt, ResponseHead head, Redactor redactor)
    {
        try
        {
            attempt.Page = request.Decode(body, options.ProfileName, host.Symbols);
        }
        catch (InvalidResponseException e)
        {
            Failure failure = FailureOf(head.StatusCode, head, redactor);

            // An intermediary may give an error of the exchange the status 200.
            attempt.Failure = ReadError(body, redactor) is { } error
                ? failure with { ApiError = error }
                : failure with
                {
                    Error = e.Field is null ? TransportError.NotAPage : TransportError.FieldUnreadable,
                    Detail = redactor.Clean(e.Message),
                    Field = e.Field is null ? null : redactor.Clean(e.Field),
                    OrderId = e.OrderId,
                };
        }
    }

    private static ApiError? ReadError(ReadOnlySpan<byte> body, Redactor redactor) =>
        ApiErrorReader.TryRead(body) is { } error ? error with { Message = redactor.Clean(error.Message) } : null;

    /// <summary>What is labelled as something else (a sign-in page, say) is not trusted, even if it could be read.</summary>
    private static bool IsJson(string? mediaType) =>
        mediaType is null
        || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
}
