using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>Answers a request; the argument answers it as the faults behind this one would.</summary>
internal delegate Task<SandboxResponse> FaultResponder(Func<Task<SandboxResponse>> serve, FaultContext context, CancellationToken cancellationToken);

/// <summary>
/// One thing that goes wrong, or changes, at a request; <see cref="FaultScript"/> says at which. A fault can change the exchange before the
/// request is counted, change what the response shows, and answer in the exchange's place.
/// </summary>
public sealed class Fault
{
    private static readonly Uri DefaultLocation = new("https://elsewhere.portfoliomargin.invalid/");

    private readonly Action<FaultContext>? _event;
    private readonly Func<ResponseView, FaultContext, ResponseView>? _view;
    private readonly FaultResponder? _responder;

    private Fault(
        Action<FaultContext>? happening = null, Func<ResponseView, FaultContext, ResponseView>? view = null, FaultResponder? responder = null)
    {
        _event = happening;
        _view = view;
        _responder = responder;
    }

    /// <summary>HTTP 204: success without a body.</summary>
    public static Fault NoContent { get; } = Response(_ => new SandboxResponse(204, null, []));

    /// <summary>HTTP 200 whose body is empty.</summary>
    public static Fault EmptyBody { get; } = Spoilt(response => response with { Body = [] });

    /// <summary>HTTP 200 that says it is JSON and is not.</summary>
    public static Fault NotJson { get; } =
        Response(_ => SandboxResponse.Of(200, SandboxResponse.Json, "upstream connect error or disconnect/reset before headers"));

    /// <summary>HTTP 200 with a sign-in page, as a hotel's network sends it.</summary>
    public static Fault HtmlPage { get; } = Response(_ => SandboxResponse.HtmlPage(200, "Welcome! Sign in to use this network."));

    /// <summary>HTTP 202 without a body, and <c>x-amzn-waf-action: challenge</c>: a firewall wants to see a browser.</summary>
    public static Fault Challenge { get; } = Response(_ => new SandboxResponse(202, SandboxResponse.Html, []).With("x-amzn-waf-action", "challenge"));

    /// <summary>The right body under the wrong content type.</summary>
    public static Fault WrongContentType { get; } = Spoilt(response => response with { ContentType = "text/plain" });

    /// <summary>Half of the body, with nothing else to show that something is missing.</summary>
    public static Fault CutBody { get; } = Spoilt(response => response with { Body = [.. response.Body.Take(response.Body.Length / 2)] });

    /// <summary>Half of the body, then the connection is reset.</summary>
    public static Fault HalfBody { get; } = Spoilt(response => response with { Break = new BodyBreak(response.Body.Length / 2, Stalls: false) });

    /// <summary>Half of the body, then nothing, until the client gives up.</summary>
    public static Fault StalledBody { get; } = Spoilt(response => response with { Break = new BodyBreak(response.Body.Length / 2, Stalls: true) });

    /// <summary>No response, until the client gives up.</summary>
    public static Fault NoAnswer { get; } = new(responder: async (serve, _, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        return await serve().ConfigureAwait(false);
    });

    /// <summary>The connection is reset in place of a response; over HTTP/2, the stream is.</summary>
    public static Fault ConnectionReset { get; } = new(responder: (_, _, _) =>
        throw new HttpRequestException("An error occurred while sending the request.", FaultyBodyStream.ConnectionReset()));

    /// <summary>The response, and then the server closes the connection: <c>Connection: close</c>; over HTTP/2, GOAWAY.</summary>
    public static Fault ConnectionClose { get; } = Spoilt(response => response.With("Connection", "close"));

    /// <summary>A status with the text documented for it, or with a short page for people when there is none.</summary>
    /// <param name="status">300 to 599.</param>
    public static Fault Status(int status) => Status(status, "");

    /// <summary>HTTP 503 with one of the texts documented for it.</summary>
    /// <param name="text"><c>unavailable</c>, <c>unknown</c>, <c>internal</c> or <c>throttled</c> (-1008).</param>
    /// <exception cref="ArgumentException">There is no such text.</exception>
    public static Fault Unavailable(string text) => Status(503, text);

    /// <summary>A redirect, which a client that signs must not follow.</summary>
    /// <param name="status">300 to 399.</param>
    /// <param name="location">Where it points; <see langword="null"/> for a host that does not exist.</param>
    public static Fault Redirect(int status, Uri? location = null) =>
        Response(_ => SandboxResponse.HtmlPage(status, "Moved").With("Location", (location ?? DefaultLocation).OriginalString));

    /// <summary>An error body.</summary>
    /// <param name="code">For example -1021.</param>
    /// <param name="status">The HTTP status; <see langword="null"/> for the one that belongs to the code.</param>
    /// <param name="words">The message; <see langword="null"/> for the one that belongs to the code.</param>
    public static Fault Error(int code, int? status = null, string? words = null)
    {
        ExchangeError known = ExchangeErrors.Of(code);
        var error = new ExchangeError(status ?? known.Status, code, words ?? known.Message);
        return Response(_ => SandboxResponse.Of(error));
    }

    /// <summary>HTTP 429 to this request alone; the exchange forgets it (see <see cref="Limit"/>).</summary>
    /// <param name="retryAfter">Header <c>Retry-After</c> in seconds; <see langword="null"/> leaves it out.</param>
    public static Fault TooManyRequests(TimeSpan? retryAfter) => Response(context => context.LimitResponse(retryAfter));

    /// <summary>HTTP 429 to this request alone, with <c>Retry-After</c> as a date on the exchange's clock.</summary>
    /// <param name="delay">How far ahead the date is.</param>
    public static Fault TooManyRequestsUntilDate(TimeSpan delay) => Response(context => context.LimitResponseWithDate(delay));

    /// <summary>HTTP 418 to this request alone; the exchange forgets it (see <see cref="Ban"/>).</summary>
    /// <param name="retryAfter">How long the ban is said to last.</param>
    public static Fault Banned(TimeSpan retryAfter) => Response(context => context.BanResponse(retryAfter));

    /// <summary>The response takes longer.</summary>
    /// <param name="delay">How much longer, by the exchange's time provider.</param>
    public static Fault Slow(TimeSpan delay) => new(responder: async (serve, context, cancellationToken) =>
    {
        await context.Clock.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
        return await serve().ConfigureAwait(false);
    });

    /// <summary>The response has more headers than clients read: .NET stops at 64 KiB. Only a client on a socket notices.</summary>
    /// <param name="kibibytes">How many KiB more.</param>
    public static Fault LargeHeaders(int kibibytes) => Spoilt(response => Enumerable.Range(0, kibibytes)
        .Aggregate(response, (larger, number) => larger.With(FormattableString.Invariant($"X-Padding-{number}"), new string('x', 1024))));

    /// <summary>The response tells another time than the exchange's.</summary>
    /// <param name="date">Header <c>Date</c>; <see langword="null"/> leaves it out.</param>
    public static Fault Date(DateTimeOffset? date) => Spoilt(response => response with { Date = date, HasDate = date is not null });

    /// <summary>The response shows something else of the list.</summary>
    /// <param name="change">Makes the view of this response from the view before.</param>
    public static Fault Change(Func<ResponseView, ResponseView> change) => new(view: (view, _) => change(view));

    /// <summary>The total of each response is another, more or less far from the true one.</summary>
    /// <param name="mostOff">How far it may be off.</param>
    public static Fault ChangingTotal(int mostOff) => new(view: (view, context) =>
        view.WithTotal(total => Math.Max(0, total - mostOff + new SplitMix64((ulong)context.Seed).Below((2L * mostOff) + 1))));

    /// <summary>Orders arrive in the list that is asked for, just before the request is served.</summary>
    /// <param name="count">How many.</param>
    /// <param name="age">How long ago they are dated; without it, they are the newest orders of the list.</param>
    public static Fault Arrivals(Amount count, TimeSpan age = default) => new(context => context.List.Arrive(count.At(context), age));

    /// <summary>The oldest orders leave the list that is asked for.</summary>
    /// <param name="count">How many.</param>
    public static Fault Expiries(Amount count) => new(context => context.List.Expire(count.At(context)));

    /// <summary>Orders that expired are listed again.</summary>
    /// <param name="count">How many.</param>
    public static Fault Relistings(Amount count) => new(context => context.List.Relist(count.At(context)));

    /// <summary>Orders of the list that is asked for are updated: each keeps its id and becomes the newest.</summary>
    /// <param name="count">How many.</param>
    public static Fault Updates(Amount count) => new(context => context.List.Update(count.At(context), context.Seed));

    /// <summary>The exchange's clock is moved, from this request on.</summary>
    /// <param name="offset">How far it is ahead from now on; negative when behind.</param>
    public static Fault ClockOffset(TimeSpan offset) => new(context => context.Clock.Offset = offset);

    /// <summary>The limit counts as broken: this request and those that come too early get 429, and then a ban.</summary>
    /// <param name="duration">How long.</param>
    public static Fault Limit(TimeSpan duration) => new(context => context.Meter.LimitFor(duration));

    /// <summary>The IP is banned: this request and all others get 418.</summary>
    /// <param name="duration">How long.</param>
    public static Fault Ban(TimeSpan duration) => new(context => context.Meter.BanFor(duration));

    /// <summary>Changes the exchange, before the request is counted.</summary>
    internal void Apply(FaultContext context) => _event?.Invoke(context);

    /// <summary>Changes what the response shows.</summary>
    internal ResponseView ViewOf(ResponseView view, FaultContext context) => _view?.Invoke(view, context) ?? view;

    /// <summary>Answers, or changes what <paramref name="serve"/> answers.</summary>
    internal Task<SandboxResponse> RespondAsync(Func<Task<SandboxResponse>> serve, FaultContext context, CancellationToken cancellationToken) =>
        _responder is null ? serve() : _responder(serve, context, cancellationToken);

    // A response that has nothing to do with what was asked.
    private static Fault Response(Func<FaultContext, SandboxResponse> respond) =>
        new(responder: (_, context, _) => Task.FromResult(respond(context)));

    // The right response, changed.
    private static Fault Spoilt(Func<SandboxResponse, SandboxResponse> change) =>
        new(responder: async (serve, _, _) => change(await serve().ConfigureAwait(false)));

    private static Fault Status(int status, string text)
    {
        if (status is < 300 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A status from 300 to 599 is needed.");
        }

        SandboxResponse response = ExchangeErrors.ResponseOf(status, text);
        return Response(_ => response);
    }
}

/// <summary>How many orders something happens to: a fixed number, or a new random one at each request.</summary>
/// <param name="Maximum">The number, or the largest one.</param>
/// <param name="IsRandom">Whether any number from 0 to <paramref name="Maximum"/> is meant.</param>
public readonly record struct Amount(int Maximum, bool IsRandom = false)
{
    /// <summary>A fixed number.</summary>
    /// <param name="count">The number.</param>
    public static implicit operator Amount(int count) => FromInt32(count);

    /// <summary>A fixed number.</summary>
    /// <param name="count">The number.</param>
    public static Amount FromInt32(int count) => new(count);

    /// <summary>A new random number at each request.</summary>
    /// <param name="maximum">The largest one.</param>
    public static Amount UpTo(int maximum) => new(maximum, IsRandom: true);

    internal int At(FaultContext context) => IsRandom ? (int)new SplitMix64((ulong)context.Seed + (ulong)Maximum).Below(Maximum + 1L) : Maximum;
}
