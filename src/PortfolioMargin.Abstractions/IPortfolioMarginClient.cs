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
