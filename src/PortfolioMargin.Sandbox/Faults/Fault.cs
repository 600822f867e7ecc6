using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>One thing that goes wrong, or changes, at a request. <see cref="FaultScript"/> says at which.</summary>
public abstract class Fault
{
    private protected Fault()
    {
    }

    /// <summary>HTTP 204: success without a body.</summary>
    public static Fault NoContent { get; } = new FixedAnswer(_ => new Answer(204, null, []));

    /// <summary>HTTP 200 whose body is empty.</summary>
    public static Fault EmptyBody { get; } = new ChangedAnswer(answer => answer with { Body = [] });

    /// <summary>HTTP 200 that says it is JSON and is not.</summary>
    public static Fault NotJson { get; } = new FixedAnswer(_ => Answer.Of(200, Answer.Json, "upstream connect error or disconnect/reset before headers"));

    /// <summary>HTTP 200 with a page for people, as a captive portal sends it.</summary>
    public static Fault HtmlPage { get; } = new FixedAnswer(_ => StatusTexts.Html(200, "Welcome"));

    /// <summary>The right body under the wrong content type.</summary>
    public static Fault WrongContentType { get; } = new ChangedAnswer(answer => answer with { ContentType = "text/plain" });

    /// <summary>Half of the body, with nothing else to show that something is missing.</summary>
    public static Fault CutBody { get; } = new ChangedAnswer(answer => answer with { Body = [.. answer.Body.Take(answer.Body.Length / 2)] });

    /// <summary>Half of the body, then the connection is reset.</summary>
    public static Fault HalfBody { get; } = new ChangedAnswer(answer => answer with { Break = new BodyBreak(answer.Body.Length / 2, Stalls: false) });

    /// <summary>Half of the body, then nothing, until the client gives up.</summary>
    public static Fault StalledBody { get; } = new ChangedAnswer(answer => answer with { Break = new BodyBreak(answer.Body.Length / 2, Stalls: true) });

    /// <summary>No answer, until the client gives up.</summary>
    public static Fault NoAnswer { get; } = new Silence();

    /// <summary>The connection is reset instead of an answer.</summary>
    public static Fault ConnectionReset { get; } = new Reset();

    /// <summary>The page does not say how many orders there are.</summary>
    public static Fault MissingTotal { get; } = new WrongTotal((_, _) => null);

    /// <summary>A status with the text documented for it, or with a short page for people when there is none.</summary>
    /// <param name="status">300 to 599.</param>
    public static Fault Status(int status) => Status(status, StatusTexts.Default);

    /// <summary>HTTP 503 with one of the texts documented for it.</summary>
    /// <param name="text"><c>unavailable</c>, <c>unknown</c>, <c>internal</c> or <c>throttled</c> (-1008).</param>
    /// <exception cref="ArgumentException">There is no such text.</exception>
    public static Fault Unavailable(string text) => Status(503, text);

    /// <summary>A redirect, which a client that signs must not follow.</summary>
    /// <param name="status">300 to 399.</param>
    /// <param name="location">Where it points.</param>
    public static Fault Redirect(int status, Uri location) =>
        new FixedAnswer(_ => StatusTexts.Html(status, "Moved").With("Location", location.OriginalString));

    /// <summary>An error body with this code, and the status and text that belong to it.</summary>
    /// <param name="code">For example -1021.</param>
    public static Fault Error(int code) => new FixedAnswer(_ => Answer.Of(ErrorTexts.For(code)));

    /// <summary>HTTP 429 to this request alone; the exchange forgets it (see <see cref="Limit"/>).</summary>
    /// <param name="retryAfter">Header <c>Retry-After</c> in seconds; <see langword="null"/> leaves it out.</param>
    public static Fault TooManyRequests(TimeSpan? retryAfter) => new FixedAnswer(scene => scene.LimitAnswer(retryAfter));

    /// <summary>HTTP 429 to this request alone, with <c>Retry-After</c> as a date on the exchange's clock.</summary>
    /// <param name="delay">How far ahead the date is.</param>
    public static Fault TooManyRequestsUntilDate(TimeSpan delay) => new FixedAnswer(scene => scene.LimitAnswerWithDate(delay));

    /// <summary>HTTP 418 to this request alone; the exchange forgets it (see <see cref="Ban"/>).</summary>
    /// <param name="retryAfter">How long the ban is said to last.</param>
    public static Fault Banned(TimeSpan retryAfter) => new FixedAnswer(scene => scene.BanAnswer(retryAfter));

    /// <summary>The page says a wrong total.</summary>
    /// <param name="total">What it says.</param>
    public static Fault Total(long total) => new WrongTotal((_, _) => total);

    /// <summary>The page says more orders than there are, or fewer.</summary>
    /// <param name="difference">How many more.</param>
    public static Fault TotalOff(long difference) => new WrongTotal((total, _) => Math.Max(0, total + difference));

    /// <summary>Each page says another total, more or less far from the true one.</summary>
    /// <param name="mostOff">How far it may be off.</param>
    public static Fault ChangingTotal(long mostOff) => new WrongTotal((total, number) => Math.Max(0, total + ChangingTotals.Difference(mostOff, number)));

    /// <summary>The exchange takes any larger <c>size</c> for this one.</summary>
    /// <param name="size">The size it uses.</param>
    public static Fault SizeCap(int size) => new TweakedPage(tweak => tweak with { SizeCap = size });

    /// <summary>Only the first rows of the page are sent; the others are on no page.</summary>
    /// <param name="rows">How many are sent.</param>
    public static Fault ShortPage(int rows) => new TweakedPage(tweak => tweak with { RowCap = rows });

    /// <summary>The answer takes longer.</summary>
    /// <param name="delay">How much longer, by the exchange's time provider.</param>
    public static Fault Slow(TimeSpan delay) => new Delay(delay);

    /// <summary>Orders arrive just before the request is served.</summary>
    /// <param name="count">How many.</param>
    public static Fault Arrivals(int count) => new ExchangeEvent(scene => scene.Arrivals.Arrive(count));

    /// <summary>The oldest orders leave the list just before the request is served.</summary>
    /// <param name="count">How many.</param>
    public static Fault Expiries(int count) => new ExchangeEvent(scene => scene.Orders.Expire(count));

    /// <summary>The exchange's clock is moved, from this request on.</summary>
    /// <param name="offset">How far it is ahead from now on; negative when behind.</param>
    public static Fault ClockOffset(TimeSpan offset) => new ExchangeEvent(scene => scene.Clock.Offset = offset);

    /// <summary>The limit counts as broken: this request and those that come too early get 429, and then a ban.</summary>
    /// <param name="duration">How long.</param>
    public static Fault Limit(TimeSpan duration) => new ExchangeEvent(scene => scene.Meter.LimitFor(duration));

    /// <summary>The IP is banned: this request and all others get 418.</summary>
    /// <param name="duration">How long.</param>
    public static Fault Ban(TimeSpan duration) => new ExchangeEvent(scene => scene.Meter.BanFor(duration));

    /// <summary>Changes the exchange before the request is counted and served.</summary>
    internal virtual void Happen(FaultScene scene)
    {
    }

    /// <summary>Answers in the exchange's stead, or changes what <paramref name="serve"/> answers.</summary>
    internal virtual Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        serve(tweak);

    private static FixedAnswer Status(int status, string text)
    {
        if (status is < 300 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A status from 300 to 599 is needed.");
        }

        Answer answer = StatusTexts.For(status, text);
        return new FixedAnswer(_ => answer);
    }
}
