using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>How a page differs from what an honest exchange would serve.</summary>
internal sealed record PageTweak
{
    public static PageTweak None { get; } = new();

    /// <summary>The exchange takes any larger size for this one.</summary>
    public int SizeCap { get; init; } = int.MaxValue;

    /// <summary>Only the first so many rows of the page are sent.</summary>
    public int RowCap { get; init; } = int.MaxValue;

    /// <summary>What is said of the total, from the true one; <see langword="null"/> leaves it out.</summary>
    public Func<long, long?> Total { get; init; } = total => total;
}

/// <summary>Serves <c>GET /papi/v1/margin/forceOrders</c> to a request that passed the security check.</summary>
internal sealed class ForceOrderEndpoint(SandboxOptions options, OrderList orders, ExchangeClock clock)
{
    public Answer Serve(SentQuery query, PageTweak tweak)
    {
        ExchangeError? error = ForceOrderRequest.Read(query, out ForceOrderRequest request) ?? CheckInterval(request);
        if (error is not null)
        {
            return Answer.Of(error);
        }

        int size = Math.Min(request.Size, tweak.SizeCap);
        OrderPage page = orders.Read(StartOf(request), request.End, Skipped(request.Page, size), size);
        IReadOnlyList<SandboxOrder> rows = page.Rows.Count <= tweak.RowCap ? page.Rows : [.. page.Rows.Take(tweak.RowCap)];
        return new Answer(200, Answer.Json, AnswerJson.Page(rows, tweak.Total(page.Total), options.UndocumentedField));
    }

    // The page's number comes from outside: beyond any list it need not be exact, but it must not wrap.
    private static long Skipped(long page, int size) => page > int.MaxValue ? long.MaxValue : (page - 1) * size;

    private long? StartOf(ForceOrderRequest request) =>
        request.Start is null && options.DefaultWindow is { } window ? EndOf(request) - (long)window.TotalMilliseconds : request.Start;

    private long EndOf(ForceOrderRequest request) => request.End ?? clock.Now.ToUnixTimeMilliseconds();

    private ExchangeError? CheckInterval(ForceOrderRequest request) =>
        options.IntervalLimit is { } limit && request.Start is { } start && EndOf(request) - start > (long)limit.TotalMilliseconds
            ? ExchangeError.IntervalTooLong(limit)
            : null;
}
