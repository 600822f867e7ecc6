namespace PortfolioMargin;

/// <summary>Hands out orders batch by batch, in the exchange's order, each exactly once. For one reader at a time.</summary>
/// <remarks>Dispose it to end what is still in flight.</remarks>
public interface IForceOrderReader : IDisposable
{
    /// <summary>How many orders the exchange has in the window; known after the first batch, or <see langword="null"/> if it does not say.</summary>
    ulong? TotalCount { get; }

    /// <summary>The next orders, or <see langword="null"/> at the end. A batch can be empty.</summary>
    /// <param name="cancellationToken">Ends the read, also in the middle of an answer's body or of a wait.</param>
    /// <exception cref="PortfolioMarginException">The read cannot go on; orders handed out so far are right, but not all.</exception>
    Task<IReadOnlyList<MarginForceOrder>?> ReadAsync(CancellationToken cancellationToken);
}
