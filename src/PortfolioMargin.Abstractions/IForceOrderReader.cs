namespace PortfolioMargin;

/// <summary>Returns orders batch by batch, each exactly once. For one reader at a time. Dispose it to end what is still in flight.</summary>
/// <remarks>
/// It is no <c>IAsyncEnumerable</c> on purpose: on .NET Framework that type lives in a package, and would put another assembly into
/// every user's session.
/// </remarks>
public interface IForceOrderReader : IDisposable
{
    /// <summary>How many orders there are; <see langword="null"/> as long as that is not known.</summary>
    ulong? TotalCount { get; }

    /// <summary>How much of the window has been read, from 0 to 1; <see langword="null"/> when that is not known.</summary>
    double? Progress { get; }

    /// <summary>
    /// The earliest time the market's history reaches back to, known after the first batch, when the window begins before it; otherwise
    /// <see langword="null"/>. Orders before it are not in the list.
    /// </summary>
    DateTimeOffset? HistoryStart { get; }

    /// <summary>
    /// Known at the end: up to this time, by the exchange's clock less its uncertainty, the list was read whole. <see langword="null"/>
    /// before the end.
    /// </summary>
    DateTimeOffset? CompleteUntil { get; }

    /// <summary>The next orders, or <see langword="null"/> at the end. A batch can be empty.</summary>
    /// <param name="cancellationToken">Ends the read, also in the middle of a response's body or of a wait.</param>
    /// <exception cref="PortfolioMarginException">The read cannot go on; orders returned so far are right, but not all.</exception>
    Task<IReadOnlyList<ForceOrder>?> ReadAsync(CancellationToken cancellationToken);
}
