using System.Globalization;

namespace PortfolioMargin.Reporting;

/// <summary>
/// The words of a report in one language. Places such as <c>{0}</c> are filled in. <see cref="English"/> and <see cref="Chinese"/> are in
/// files of their own.
/// </summary>
internal sealed partial class ReportText
{
    public required string Language { get; init; }

    public required string DefaultTitle { get; init; }

    public required string Kicker { get; init; }

    public required string Period { get; init; }

    public required string PeriodOfOrders { get; init; }

    public required string Accounts { get; init; }

    public required string NoAccountName { get; init; }

    public required string MoreAccounts { get; init; }

    public required string TimeZone { get; init; }

    public required string Made { get; init; }

    public required string MadeBy { get; init; }

    public required string NoOrders { get; init; }

    public required string Headlines { get; init; }

    public required string Orders { get; init; }

    public required string OneDay { get; init; }

    public required string Days { get; init; }

    public required string Value { get; init; }

    public required string LargestOrder { get; init; }

    public required string MoreAssets { get; init; }

    public required string ByMarket { get; init; }

    public required string Market { get; init; }

    public required string Margin { get; init; }

    public required string Um { get; init; }

    public required string Cm { get; init; }

    public required string Kind { get; init; }

    public required string Liquidation { get; init; }

    public required string Adl { get; init; }

    public required string KindNotTold { get; init; }

    public required string Asset { get; init; }

    public required string UnknownAsset { get; init; }

    public required string Largest { get; init; }

    public required string First { get; init; }

    public required string Last { get; init; }

    public required string Timeline { get; init; }

    public required string TimelineOf { get; init; }

    public required string CoinTimelineOf { get; init; }

    public required string PerDay { get; init; }

    public required string PerWeek { get; init; }

    public required string PerMonth { get; init; }

    public required string PerYear { get; init; }

    public required string AsTable { get; init; }

    public required string OrderCount { get; init; }

    public required string ChartDescription { get; init; }

    public required string AssetsNotDrawn { get; init; }

    public required string BySymbol { get; init; }

    public required string Symbol { get; init; }

    public required string Share { get; init; }

    public required string OtherSymbols { get; init; }

    public required string ByAccount { get; init; }

    public required string Account { get; init; }

    public required string AllOrders { get; init; }

    public required string ListedOrders { get; init; }

    public required string Updated { get; init; }

    public required string Side { get; init; }

    public required string AveragePrice { get; init; }

    public required string ExecutedQuantity { get; init; }

    public required string OrderId { get; init; }

    public required string Filter { get; init; }

    public required string FilterHint { get; init; }

    public required string EveryMarket { get; init; }

    public required string RowsPerPage { get; init; }

    public required string Previous { get; init; }

    public required string Next { get; init; }

    public required string Shown { get; init; }

    public required string NoMatch { get; init; }

    public required string ScriptNeeded { get; init; }

    public required string Notes { get; init; }

    public required string NoteOfValue { get; init; }

    public required string NoteOfAssets { get; init; }

    public required string NoteOfExactness { get; init; }

    public required string NoteOfUnknown { get; init; }

    /// <summary>The words in the language of a culture: Chinese, else English.</summary>
    public static ReportText For(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Chinese : English;

    /// <summary>A text with its places filled in.</summary>
    public static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>What a market is called.</summary>
    public string Name(ForceOrderMarket market) => market switch
    {
        ForceOrderMarket.Margin => Margin,
        ForceOrderMarket.Um => Um,
        ForceOrderMarket.Cm => Cm,
        _ => throw new ArgumentOutOfRangeException(nameof(market)),
    };

    /// <summary>What the reason of an order is called.</summary>
    public string Name(AutoCloseType? kind) => kind switch
    {
        AutoCloseType.Liquidation => Liquidation,
        AutoCloseType.Adl => Adl,
        _ => KindNotTold,
    };
}
