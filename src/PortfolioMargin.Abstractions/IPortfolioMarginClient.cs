namespace PortfolioMargin;

/// <summary>Reads the forced orders of one account. Safe for use by several threads.</summary>
public interface IPortfolioMarginClient
{
    /// <summary>Prepares a read. Nothing is sent before the first <see cref="IForceOrderReader.ReadAsync"/>.</summary>
    /// <param name="query">The window and the rows wanted.</param>
    /// <exception cref="InvalidTimeRangeException">The window starts after it ends.</exception>
    IForceOrderReader ReadForceOrders(ForceOrderQuery query);

    /// <summary>Sends one signed request for one row, to learn whether the credential, the clock and the way are good.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PortfolioMarginException">Anything that keeps the account from being read.</exception>
    Task<ConnectionReport> TestAsync(CancellationToken cancellationToken);
}

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

/// <summary>What one signed request showed of the way to the exchange.</summary>
/// <param name="Latency">From sending to the last byte of the answer, of the attempt that succeeded.</param>
/// <param name="ClockOffset">Exchange's clock minus ours, from the answer's <c>Date</c> header (whole seconds); zero when the clocks agree within that.</param>
/// <param name="UsedWeight">Weight used in this minute by everything behind this IP, as the exchange counts it.</param>
/// <param name="WeightLimit">The documented limit of that weight.</param>
public sealed record ConnectionReport(TimeSpan Latency, TimeSpan? ClockOffset, int? UsedWeight, int WeightLimit);
