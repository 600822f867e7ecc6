namespace PortfolioMargin.Client.Paging;

/// <summary>What all walks of one query share.</summary>
/// <param name="Source">Reads pages.</param>
/// <param name="ThrottleLimit">Pages in flight at most.</param>
/// <param name="LargestPage">The largest page the exchange serves.</param>
/// <param name="WindowIsOpen">Whether the window's end lies in the future, so that orders can still arrive in it.</param>
internal sealed record WalkContext(IPageSource Source, int ThrottleLimit, int LargestPage, bool WindowIsOpen)
{
    /// <summary>Orders handed out so far.</summary>
    public SeenOrders Seen { get; } = new();

    /// <summary>What moving lists may cost.</summary>
    public WalkBudget Budget { get; } = new();
}
