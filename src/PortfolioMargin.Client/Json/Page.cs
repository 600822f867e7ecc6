namespace PortfolioMargin.Client.Json;

/// <summary>A response, whatever its rows are.</summary>
internal interface IPage
{
    /// <summary>How many rows it has.</summary>
    int RowCount { get; }

    /// <summary>How many rows the exchange says the window has; <see langword="null"/> when it does not say.</summary>
    ulong? Total { get; }

    /// <summary>Documented fields that some row does not have, by the exchange's names.</summary>
    IReadOnlyCollection<string> MissingFields { get; }
}

/// <summary>The rows of one response: one state of the exchange's list.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
/// <param name="Rows">The rows, in the exchange's order.</param>
/// <param name="Total">How many rows the exchange says the window has; <see langword="null"/> when it does not say.</param>
internal sealed record Page<TRow>(IReadOnlyList<TRow> Rows, ulong? Total) : IPage
{
    /// <inheritdoc/>
    public int RowCount => Rows.Count;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> MissingFields { get; init; } = [];
}
