namespace PortfolioMargin;

/// <summary>Reads the forced orders of one account. Safe for use by several threads.</summary>
public interface IPortfolioMarginClient
{
    /// <summary>Prepares a complete read of a window. Nothing is sent before the first <see cref="IForceOrderReader.ReadAsync"/>.</summary>
    /// <param name="query">The market and the window.</param>
    /// <exception cref="InvalidTimeRangeException">The window starts after it ends.</exception>
    /// <exception cref="InvalidParameterException">The market does not know what was asked for.</exception>
    IForceOrderReader ReadAll(ForceOrderQuery query);

    /// <summary>Prepares a read of pages of the margin list. Nothing is sent before the first <see cref="IForceOrderReader.ReadAsync"/>.</summary>
    /// <param name="query">The places wanted.</param>
    /// <exception cref="InvalidTimeRangeException">The window starts after it ends.</exception>
    IForceOrderReader ReadPages(ForceOrderPageQuery query);

    /// <summary>Prepares a watch, and opens its checkpoint. Nothing is sent before the first <see cref="IForceOrderWatch.LookAsync"/>.</summary>
    /// <param name="query">What is watched.</param>
    /// <exception cref="CheckpointException">The checkpoint cannot be used. It stays as it is.</exception>
    /// <exception cref="InvalidParameterException">No market is named, or one that does not know what was asked for.</exception>
    IForceOrderWatch Watch(ForceOrderWatchQuery query);

    /// <summary>Sends one signed request for one row, to learn whether the credential, the clock and the connection are good.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PortfolioMarginException">Anything that keeps the account from being read.</exception>
    Task<ConnectionReport> TestAsync(CancellationToken cancellationToken);
}
