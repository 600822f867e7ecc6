using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>What a watch says of its looks.</summary>
internal static class WatchLines
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The verbose line of a look: windows, rows, new orders, weight, and when the next look is.</summary>
    /// <param name="look">The look.</param>
    /// <param name="weight">What it cost of the limit of its minute.</param>
    /// <param name="next">When the next look begins; <see langword="null"/> when there is none.</param>
    /// <param name="profile">The profile, where there may be several.</param>
    internal static string For(WatchLook look, int weight, DateTimeOffset? next, string? profile)
    {
        string markets = string.Join("; ", look.Markets.Select(Describe));
        string then = next is { } time ? Invariant($"next look at {Moment(time)}") : "no further look";
        return VerboseLines.For(Invariant($"Look {look.Number}: {markets}; weight {weight}, {then}."), profile);
    }

    /// <summary>The history of a market ends after the time up to which it had been seen.</summary>
    internal static HistoryLimitException HistoryLimit(MarketLook market) => new(Invariant(
        $"{market.Market} orders reach back to {market.HistoryStart!.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC only, and the watch goes on from a time before. The exchange lists nothing older; what it lists comes out."))
    {
        EarliestTime = market.HistoryStart,
    };

    private static string Describe(MarketLook market)
    {
        string rows = market.Rows == 1 ? "1 row" : Invariant($"{market.Rows} rows");
        return market.CompleteUntil is { } end
            ? Invariant($"{market.Market} from {Moment(market.From)} to {Moment(end)}, {rows}, {market.NewOrders} new")
            : Invariant($"{market.Market} from {Moment(market.From)}, failed");
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture);
}
