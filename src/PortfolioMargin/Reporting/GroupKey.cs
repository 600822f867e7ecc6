using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>
/// What the orders of one group have in common: the values they are grouped by, and always what they are counted in, so that nothing is
/// ever added up that cannot be. A value that is not grouped by is <see langword="null"/>.
/// </summary>
/// <param name="Market">The list.</param>
/// <param name="Symbol">The symbol; also where nobody asked for it and it does not tell its assets: then it is a group of its own.</param>
/// <param name="Side">The side.</param>
/// <param name="Day">The day.</param>
/// <param name="ProfileName">The profile.</param>
/// <param name="AutoCloseType">Why the position was closed.</param>
/// <param name="ValueAsset">What values are counted in; <see langword="null"/> when the symbol does not tell.</param>
/// <param name="IsCoinMargined">Whether quantities are contracts and values are counted in the base asset.</param>
internal readonly record struct GroupKey(
    ForceOrderMarket? Market,
    string? Symbol,
    string? Side,
    DateTime? Day,
    string? ProfileName,
    AutoCloseType? AutoCloseType,
    string? ValueAsset,
    bool IsCoinMargined)
{
    /// <summary>The key of an order's group.</summary>
    /// <param name="order">The order.</param>
    /// <param name="assets">What its amounts are counted in.</param>
    /// <param name="by">What is grouped by.</param>
    /// <param name="zone">Where its day is taken from.</param>
    public static GroupKey Of(ForceOrder order, SymbolAssets assets, IReadOnlyList<ForceOrderGrouping> by, TimeZoneInfo zone)
    {
        var key = new GroupKey
        {
            ValueAsset = assets.Value,
            IsCoinMargined = assets.IsCoinMargined,
            Symbol = assets.Value is null ? order.Symbol : null,
        };
        foreach (ForceOrderGrouping grouping in by)
        {
            key = grouping switch
            {
                ForceOrderGrouping.Market => key with { Market = order.Market },
                ForceOrderGrouping.Symbol => key with { Symbol = order.Symbol },
                ForceOrderGrouping.Side => key with { Side = order.Side },
                ForceOrderGrouping.Day => key with { Day = TimeZoneInfo.ConvertTime(order.UpdatedTime, zone).Date },
                ForceOrderGrouping.ProfileName => key with { ProfileName = order.ProfileName },
                ForceOrderGrouping.AutoCloseType => key with { AutoCloseType = (order as FuturesForceOrder)?.AutoCloseType },
                _ => throw new ArgumentOutOfRangeException(nameof(by), grouping, "This is nothing to group by."),
            };
        }

        return key;
    }

    /// <summary>Which of two groups stands first: by the values grouped by, in their order, then by what is counted in.</summary>
    public int CompareTo(GroupKey other, IReadOnlyList<ForceOrderGrouping> by)
    {
        foreach (ForceOrderGrouping grouping in by)
        {
            int order = grouping switch
            {
                ForceOrderGrouping.Market => Comparer<ForceOrderMarket?>.Default.Compare(Market, other.Market),
                ForceOrderGrouping.Day => Comparer<DateTime?>.Default.Compare(Day, other.Day),
                ForceOrderGrouping.AutoCloseType => Comparer<AutoCloseType?>.Default.Compare(AutoCloseType, other.AutoCloseType),
                _ => string.CompareOrdinal(Text(grouping), other.Text(grouping)),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return (IsCoinMargined.CompareTo(other.IsCoinMargined), string.CompareOrdinal(ValueAsset, other.ValueAsset)) switch
        {
            (0, 0) => string.CompareOrdinal(Symbol, other.Symbol),
            (0, int byAsset) => byAsset,
            (int byKind, _) => byKind,
        };
    }

    /// <summary>The values grouped by, as one text that is fit to be shown; <c>-</c> for one that the orders do not have.</summary>
    public string Describe(IReadOnlyList<ForceOrderGrouping> by)
    {
        IEnumerable<string> values = by.Select(Text).Select(value => value ?? "-");
        bool isOfUnknownAsset = Symbol is not null && !by.Contains(ForceOrderGrouping.Symbol);
        return string.Join(" ", (isOfUnknownAsset ? values.Append($"({Symbol})") : values).Select(HarmlessText.OfName));
    }

    private string? Text(ForceOrderGrouping grouping) => grouping switch
    {
        ForceOrderGrouping.Market => Market?.ToString(),
        ForceOrderGrouping.Symbol => Symbol,
        ForceOrderGrouping.Side => Side,
        ForceOrderGrouping.Day => Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ForceOrderGrouping.ProfileName => ProfileName,
        _ => AutoCloseType?.ToString(),
    };
}
