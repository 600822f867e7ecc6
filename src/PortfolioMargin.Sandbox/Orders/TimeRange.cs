namespace PortfolioMargin.Sandbox.Orders;

/// <summary>A window listed by time.</summary>
internal sealed record TimeRange(int From, int Count, bool NewestFirst) : IWindow
{
    public int IndexAt(int position) => NewestFirst ? From + Count - 1 - position : From + position;
}
