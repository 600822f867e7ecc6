namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Chooses the history an exchange begins with.</summary>
internal static class Histories
{
    public static IOrderHistory For(SandboxOptions options, DateTimeOffset now)
    {
        if (options.Orders is { } orders)
        {
            return new ListedHistory(orders);
        }

        long span = (long)options.HistorySpan.TotalMilliseconds;
        return new SandboxHistory(options.Seed, options.OrderCount, EndOf(options, now, span), span, options.OrdersPerMillisecond);
    }

    // A clock that stands before the documented example (a test's, say) still gets a whole history.
    private static long EndOf(SandboxOptions options, DateTimeOffset now, long span)
    {
        if (options.HistoryEnd is { } end)
        {
            return end.ToUnixTimeMilliseconds();
        }

        long startOfDay = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return Math.Max(startOfDay, SandboxOrder.DocumentedExample.UpdatedTime + span);
    }
}
