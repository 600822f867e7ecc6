namespace PortfolioMargin.Client.Pagination;

/// <summary>A list of rows that is being read.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal interface IRowList<TRow>
{
    /// <summary>How many rows there are, as far as that is known.</summary>
    ulong? Total { get; }

    /// <summary>How much has been read, from 0 to 1, as far as that is known.</summary>
    double? Progress { get; }

    /// <summary>See <see cref="IForceOrderReader.HistoryStart"/>.</summary>
    DateTimeOffset? HistoryStart { get; }

    /// <summary>See <see cref="IForceOrderReader.CompleteUntil"/>.</summary>
    DateTimeOffset? CompleteUntil { get; }

    /// <summary>Reads the rows, batch by batch. Once.</summary>
    IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(CancellationToken cancellationToken);
}
