using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary>The time that a response is about, once the view has cut the window that was asked for. Both ends are included.</summary>
/// <param name="First">The first millisecond; <see langword="null"/> for no bound.</param>
/// <param name="Last">The last millisecond; <see langword="null"/> for no bound.</param>
internal sealed record ServedWindow(long? First, long? Last)
{
    private const int WindowTooLong = -1127;
    private const int StartTooOld = -4166;

    private static readonly ServedWindow Nothing = new(1, 0);

    /// <summary>Works out what of a window is served.</summary>
    /// <param name="start">The start that was named.</param>
    /// <param name="end">The end that was named.</param>
    /// <param name="view">What the response shows; its reach and its history are set.</param>
    /// <param name="now">The exchange's time.</param>
    /// <param name="window">What is served.</param>
    /// <returns>The refusal, or <see langword="null"/>.</returns>
    public static ExchangeError? Resolve(long? start, long? end, ResponseView view, long now, out ServedWindow window)
    {
        window = Nothing;
        if (start > end)
        {
            return ExchangeErrors.Of(-1023);
        }

        long? first = start ?? Back(end ?? now, view.Reach);
        long? last = end;
        if (view.LongestWindow is { } longest && start is not null && (end ?? now) - start > Milliseconds(longest.Longest))
        {
            switch (longest.Clip)
            {
                case WindowClip.Refuse:
                    return Refusal(longest, WindowTooLong);
                case WindowClip.Empty:
                    return null;
                case WindowClip.Newest:
                    first = Back(end ?? now, longest.Longest);
                    break;
                default:
                    last = start + Milliseconds(longest.Longest);
                    break;
            }
        }

        if (view.History is { } history && Back(now, history.Longest) is { } earliest && !(first >= earliest))
        {
            if (start is not null && history.Clip == WindowClip.Refuse)
            {
                return Refusal(history, StartTooOld);
            }

            if (start is not null && history.Clip == WindowClip.Empty)
            {
                return null;
            }

            first = earliest;
        }

        window = new ServedWindow(
            view.StartIncluded || start is null || first == long.MaxValue ? first : first + 1,
            view.EndIncluded || last is null or 0 ? last : last - 1);
        return null;
    }

    private static ExchangeError Refusal(WindowLimit limit, int usualCode)
    {
        ExchangeError error = limit.Code is { } code ? ExchangeErrors.Of(code)
            : usualCode == WindowTooLong ? ExchangeErrors.WindowTooLong(limit.Longest)
            : ExchangeErrors.Of(usualCode);
        return limit.Words is { } words ? error with { Message = words } : error;
    }

    private static long? Back(long from, TimeSpan? reach) => reach is not { } span || span == TimeSpan.MaxValue ? null : from - Milliseconds(span);

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
