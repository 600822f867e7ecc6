using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>A list endpoint as data: all that the rest of the client needs to know of it.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class Endpoint<TRow>
{
    /// <summary>The path, from the base address's root.</summary>
    public required string Path { get; init; }

    /// <summary>What a request costs of the limit of its minute.</summary>
    public required Func<ListRequest, int> Weight { get; init; }

    /// <summary>Adds the parameters of a request, in the order they are sent.</summary>
    public required Action<QueryText, ListRequest> AddParameters { get; init; }

    /// <summary>The most rows a request can ask for.</summary>
    public required int MaximumSize { get; init; }

    /// <summary>The rows in a response when a request names no number: a response of so many may be one that was cut.</summary>
    public required int DefaultSize { get; init; }

    /// <summary>Whether pages are numbered and a response tells the window's total.</summary>
    public bool HasPages { get; init; }

    /// <summary>How far back the exchange keeps rows; <see langword="null"/> when that is not documented.</summary>
    public TimeSpan? HistoryLimit { get; init; }

    /// <summary>Reads a response's body.</summary>
    public required PageDecoder<TRow> Decoder { get; init; }

    /// <summary>What makes a row the same row in two responses.</summary>
    public required Func<TRow, RowKey> KeyOf { get; init; }

    /// <summary>When a row last changed: what rows are sorted by.</summary>
    public required Func<TRow, DateTimeOffset> TimeOf { get; init; }
}
