namespace PortfolioMargin.Client.Paging;

/// <summary>What all walks of one query share.</summary>
/// <param name="Source">Reads pages.</param>
/// <param name="ThrottleLimit">Pages in flight at most.</param>
/// <param name="LargestPage">The largest page the exchange serves.</param>
/// <param name="ExchangeNow">The time by the exchange's clock, as far as it is known.</param>
internal sealed record WalkContext(IPageSource Source, int ThrottleLimit, int LargestPage, Func<DateTimeOffset> ExchangeNow)
{
    /// <summary>Orders handed out so far.</summary>
    public SeenOrders Seen { get; } = new();

    /// <summary>What moving lists may cost.</summary>
    public WalkBudget Budget { get; } = new();

    /// <summary>Whether orders may still have arrived in a window after a page of it was served: its end was not past for certain.</summary>
    public bool IsOpen(TimeWindow window, ForceOrderPage page) =>
        window.End is not { } end || end > (page.ServerTime ?? ExchangeNow()).ToUnixTimeMilliseconds();
}
