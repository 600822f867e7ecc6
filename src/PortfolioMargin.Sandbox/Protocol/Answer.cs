using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>An answer before it becomes a message.</summary>
internal sealed record Answer(int Status, string? ContentType, byte[] Body)
{
    public const string Json = "application/json;charset=UTF-8";
    public const string Html = "text/html";

    /// <summary>Headers beyond those that every answer has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How the body goes wrong on its way, if it does.</summary>
    public BodyBreak? Break { get; init; }

    public static Answer Of(int status, string contentType, string text) => new(status, contentType, Encoding.UTF8.GetBytes(text));

    public static Answer Of(ExchangeError error) => Of(error.Status, Json, AnswerJson.Error(error.Code, error.Message));

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public Answer WithRetryAfter(TimeSpan delay) => With("Retry-After", WholeSeconds(delay).ToString(CultureInfo.InvariantCulture));

    public Answer WithRetryAfter(DateTimeOffset date) => With("Retry-After", date.ToString("r", CultureInfo.InvariantCulture));

    /// <summary>The message to hand out.</summary>
    /// <param name="request">What it answers.</param>
    /// <param name="bodyClosed">Called once when a body that breaks is let go.</param>
    /// <param name="cancellationToken">Ends a body that stalls.</param>
    public HttpResponseMessage ToMessage(HttpRequestMessage request, Action bodyClosed, CancellationToken cancellationToken)
    {
        HttpContent content = Break is { } broken
            ? new StreamContent(new BreakingStream(Body, broken, bodyClosed, cancellationToken))
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

        return message;
    }

    // Rounded up: who waits exactly that long is welcome again.
    private static long WholeSeconds(TimeSpan delay) => Math.Max(1, (delay.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
