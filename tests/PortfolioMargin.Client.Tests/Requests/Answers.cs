using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>Steps for scripts: answers and faults.</summary>
internal static class Answers
{
    public const string EmptyPage = """{"rows":[],"total":0}""";

    public static Step Page(int weight = 1, TimeSpan dateError = default) => (exchange, _) =>
        Task.FromResult(Make(exchange, HttpStatusCode.OK, EmptyPage, dateError: dateError).WithWeight(weight));

    public static Step Error(int status, int code, string message = "Words that vary.", TimeSpan dateError = default) => (exchange, _) =>
        Task.FromResult(Make(exchange, (HttpStatusCode)status, ErrorBody(code, message), dateError: dateError));

    public static string ErrorBody(int code, string message) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"code":{{code}},"msg":"{{message}}"}""");

    public static Step Html(int status) => Text(status, "<html><body>Bad luck</body></html>", "text/html");

    public static Step Text(int status, string body, string? mediaType = "application/json") => (exchange, _) =>
        Task.FromResult(Make(exchange, (HttpStatusCode)status, body, mediaType));

    public static Step With(this Step step, Action<HttpResponseMessage> change) => async (exchange, token) =>
    {
        HttpResponseMessage response = await step(exchange, token);
        change(response);
        return response;
    };

    public static Step RetryAfter(this Step step, int seconds) =>
        step.With(response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)));

    /// <summary>A date by the exchange's own clock, as its <c>Date</c> header shows it.</summary>
    public static Step RetryAfterDate(this Step step, int secondsFromDate) =>
        step.With(response => response.Headers.RetryAfter = new RetryConditionHeaderValue(response.Headers.Date!.Value.AddSeconds(secondsFromDate)));

    public static Step WithoutDate(this Step step) => step.With(response => response.Headers.Date = null);

    public static Step Throws(Exception exception) => (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static Step Stalls() => async (exchange, token) =>
    {
        await exchange.StallAsync(token);
        throw new InvalidOperationException("A stall does not end by itself.");
    };

    /// <summary>Headers, half the body, then what happens to the rest.</summary>
    public static Step BodyThen(int status, Func<ScriptedHandler, CancellationToken, Task> rest) => (exchange, _) =>
    {
        var content = new StreamContent(new BrokenStream(Encoding.UTF8.GetBytes(EmptyPage[..10]), token => rest(exchange, token)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpResponseMessage response = Make(exchange, (HttpStatusCode)status, "");
        response.Content = content;
        return Task.FromResult(response);
    };

    public static HttpResponseMessage WithWeight(this HttpResponseMessage response, int weight, string interval = "1M")
    {
        response.Headers.Add("X-MBX-USED-WEIGHT-" + interval, weight.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    public static HttpResponseMessage Make(
        ScriptedHandler exchange, HttpStatusCode status, string body, string? mediaType = "application/json", TimeSpan dateError = default)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        DateTimeOffset date = exchange.Time.Now + dateError;
        response.Headers.Date = new DateTimeOffset(date.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return response;
    }

    /// <summary>A beginning, and then something else than an end.</summary>
    private sealed class BrokenStream(byte[] beginning, Func<CancellationToken, Task> rest) : Stream
    {
        private bool _begun;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_begun)
            {
                _begun = true;
                beginning.CopyTo(buffer);
                return beginning.Length;
            }

            await rest(cancellationToken);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
