using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Watching;

/// <summary>Whose orders a checkpoint remembers, and which of them. A file serves one of these only.</summary>
/// <param name="Account">The API key, masked.</param>
/// <param name="Exchange">Scheme, host and port.</param>
/// <param name="Symbol">The one symbol that is watched, if so.</param>
/// <param name="AutoCloseType">The one kind that is watched, if so.</param>
internal sealed record CheckpointOwner(string Account, string Exchange, string? Symbol, AutoCloseType? AutoCloseType)
{
    /// <summary>The owner of what a client watches.</summary>
    public static CheckpointOwner Of(ClientOptions options, ForceOrderWatchQuery query) => new(
        ApiKeyText.Mask(options.ApiKey), ExchangeAddress.Origin(options.BaseUri), query.Symbol?.ToUpperInvariant(), query.AutoCloseType);

    /// <summary>What is different, in words; <see langword="null"/> when nothing is.</summary>
    public string? DifferenceTo(CheckpointOwner other) =>
        Exchange != other.Exchange ? $"the exchange {Exchange}, not {other.Exchange}"
        : Account != other.Account ? $"the account of API key {Account}, not {other.Account}"
        : Symbol != other.Symbol ? $"{Symbol ?? "every symbol"}, not {other.Symbol ?? "every symbol"}"
        : AutoCloseType != other.AutoCloseType ? $"{AutoCloseType?.ToString() ?? "every kind of order"}, not {other.AutoCloseType?.ToString() ?? "every kind of order"}"
        : null;
}

/// <summary>What a checkpoint remembers.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Markets">How far each list has been seen.</param>
internal sealed record Checkpoint(CheckpointOwner Owner, IReadOnlyDictionary<ForceOrderMarket, MarketProgress> Markets);
