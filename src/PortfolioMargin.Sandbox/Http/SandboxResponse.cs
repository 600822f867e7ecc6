using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>A response before it becomes a message.</summary>
internal sealed record SandboxResponse(int Status, string? ContentType, byte[] Body)
{
    public const string Json = "application/json;charset=UTF-8";
    public const string Html = "text/html";

    /// <summary>Headers beyond those that every response has; the last one of a name holds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How the body goes wrong on its way, if it does.</summary>
    public BodyBreak? Break { get; init; }

    /// <summary>Whether the response tells the time.</summary>
    public bool HasDate { get; init; } = true;

    /// <summary>What the <c>Date</c> header says; <see langword="null"/> for the exchange's time.</summary>
    public DateTimeOffset? Date { get; init; }

    public static SandboxResponse Of(int status, string contentType, string text) => new(status, contentType, Encoding.UTF8.GetBytes(text));

    public static SandboxResponse Of(ExchangeError error) => new(error.Status, Json, ResponseJson.Error(error.Code, error.Message));

    public static SandboxResponse HtmlPage(int status, string text) =>
        Of(status, Html, FormattableString.Invariant($"<html><head><title>{status}</title></head><body><h1>{text}</h1></body></html>\n"));

    public SandboxResponse With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public SandboxResponse WithRetryAfter(TimeSpan delay) => With("Retry-After", WholeSeconds(delay).ToString(CultureInfo.InvariantCulture));

    public SandboxResponse WithRetryAfter(DateTimeOffset date) => With("Retry-After", date.ToString("r", CultureInfo.InvariantCulture));

    /// <summary>The message to hand out.</summary>
    /// <param name="request">The request that it answers.</param>
    /// <param name="now">The exchange's time, in whole seconds.</param>
    /// <param name="bodyClosed">Called once when a body that breaks is disposed of.</param>
    /// <param name="cancellationToken">Ends a body that stalls.</param>
    public HttpResponseMessage ToMessage(HttpRequestMessage request, DateTimeOffset now, Action bodyClosed, CancellationToken cancellationToken)
    {
        HttpContent content = Break is { } broken
            ? new StreamContent(new FaultyBodyStream(Body, broken, bodyClosed, cancellationToken))
            : new ByteArrayContent(Body);
        content.Headers.ContentLength = Body.Length;
        if (ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = content, RequestMessage = request, Version = request.Version };
        foreach (KeyValuePair<string, string> header in Headers)
        {
            HttpHeaders target = header.Key == "Allow" ? content.Headers : message.Headers;
            target.TryAddWithoutValidation(header.Key, header.Value);
        }

        message.Headers.Date = HasDate ? Date ?? now : null;
        return message;
    }

    // Rounded up: a client that waits exactly that long is served again.
    private static long WholeSeconds(TimeSpan delay) => Math.Max(1, (delay.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
