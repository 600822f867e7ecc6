namespace PortfolioMargin.Sandbox.Orders;

/// <summary>Which orders a window has, by their index from the oldest, in the order they are listed in.</summary>
internal interface IWindow
{
    int Count { get; }

    int IndexAt(int position);
}
