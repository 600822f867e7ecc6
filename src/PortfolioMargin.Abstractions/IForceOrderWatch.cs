namespace PortfolioMargin;

/// <summary>
/// Looks again and again for forced orders of one account that were not handed out yet. For one caller at a time. Dispose it to let go of
/// its checkpoint.
/// </summary>
public interface IForceOrderWatch : IDisposable
{
    /// <summary>Whether the exchange is being asked; otherwise the next look is waited for. For any thread.</summary>
    bool IsLooking { get; }

    /// <summary>When the next look begins, by this machine's clock; in the past while one is under way. For any thread.</summary>
    DateTimeOffset NextLook { get; }

    /// <summary>
    /// Waits until a look is due, and takes it. A failure is in what it returns. After an exception the watch is of no more use.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait and the look.</param>
    Task<WatchLook> LookAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Remembers in the checkpoint, if there is one, that the orders of the last look have been handed out. The file is written whole or
    /// not at all.
    /// </summary>
    /// <exception cref="CheckpointUnreadableException">It cannot be written.</exception>
    void Commit();
}

/// <summary>What one look at the lists of an account came to.</summary>
/// <param name="Number">Which look of this watch, from 1.</param>
/// <param name="Orders">The orders that were not handed out before, by time.</param>
/// <param name="Markets">What became of each list.</param>
/// <param name="IsOver">Whether no list is left that can be watched.</param>
public sealed record WatchLook(int Number, IReadOnlyList<ForceOrder> Orders, IReadOnlyList<MarketLook> Markets, bool IsOver);

/// <summary>What became of one list in a look.</summary>
/// <param name="Market">The list.</param>
/// <param name="From">From when it was asked for.</param>
public sealed record MarketLook(ForceOrderMarket Market, DateTimeOffset From)
{
    /// <summary>Up to this time, by the exchange's clock less its uncertainty, it was read whole; <see langword="null"/> when it was not.</summary>
    public DateTimeOffset? CompleteUntil { get; init; }

    /// <summary>How many orders were listed.</summary>
    public int Rows { get; init; }

    /// <summary>How many of them are new.</summary>
    public int NewOrders { get; init; }

    /// <summary>Set when the exchange's history begins only here, after the time up to which the list had been seen: what lies between cannot be had.</summary>
    public DateTimeOffset? HistoryStart { get; init; }

    /// <summary>Why it could not be read; <see langword="null"/> when it was.</summary>
    public PortfolioMarginException? Failure { get; init; }

    /// <summary>Whether the failure may pass, so that the next look asks for the list again. Otherwise it is not watched any more.</summary>
    public bool IsPassing { get; init; }
}
