using System.Management.Automation;
using PortfolioMargin.Parameters;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Lists every forced order of a Portfolio Margin account: margin, USDⓈ-M futures and COIN-M futures, in one stream. Each order comes out
/// exactly once, or an error says that the list is not whole. What fails in one market does not keep the others from being read.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PmForceOrder")]
[OutputType(typeof(MarginForceOrder), typeof(UmForceOrder), typeof(CmForceOrder))]
public sealed class GetPmForceOrderCommand : ForceOrderCmdlet
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(7);

    private ForceOrderMarket? _market;

    /// <summary>Which lists, in this order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ForceOrderMarket[] Market { get; set; } = MarketSelection.All;

    /// <summary>Only orders of this symbol.</summary>
    [Parameter]
    [Symbol]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? Symbol { get; set; }

    /// <summary>Only liquidations, or only auto-deleveraging. Margin orders do not tell, and are left out with it.</summary>
    [Parameter]
    public AutoCloseType? AutoCloseType { get; set; }

    /// <summary>The newest so many orders of all markets together, newest first, instead of all from the oldest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Newest { get; set; }

    /// <summary>Checks the window, and that the markets can answer what is asked.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        CheckMarkets(Market, AutoCloseType);
    }

    /// <summary>Asks each market of each profile.</summary>
    protected override void ProcessRecord() => ForEachProfile(() =>
    {
        if (Try(Connect, ErrorTarget, out var client))
        {
            ReadMarkets(client);
        }
    });

    /// <summary>With several markets the failure of one is an error of that market, and the next one goes on.</summary>
    private protected override bool FailureEndsCommand => base.FailureEndsCommand && (_market is null || Markets.Length == 1);

    /// <inheritdoc/>
    private protected override ForceOrderMarket? FailedMarket => _market;

    private ForceOrderMarket[] Markets => MarketSelection.Of(Market, AutoCloseType);

    private void ReadMarkets(IPortfolioMarginClient client)
    {
        List<ForceOrder> newest = [];
        List<(ForceOrderMarket Market, PortfolioMarginException Failure)> passedOver = [];
        ForceOrderMarket[] markets = Markets;
        bool isSymbolKnown = false;
        for (int index = 0; index < markets.Length; index++)
        {
            _market = markets[index];
            (ulong count, PortfolioMarginException? failure) = ReadMarket(client, markets[index], index, newest.AddRange);
            isSymbolKnown = isSymbolKnown || count > 0 || (failure is null && markets[index] != ForceOrderMarket.Margin);
            if (failure is RequestException { IsUnknownSymbol: true } && !IsBound(nameof(Market)))
            {
                passedOver.Add((markets[index], failure));
            }
            else if (failure is not null && IsEnd(failure))
            {
                break;
            }
        }

        foreach ((ForceOrderMarket market, PortfolioMarginException failure) in isSymbolKnown ? [] : passedOver)
        {
            _market = market;
            Report(failure, ErrorTarget, FailureEndsCommand);
        }

        _market = null;
        WriteObject(newest.OrderByDescending(order => order.UpdatedTime).Take(Newest), enumerateCollection: true);
    }

    /// <summary>Reports the failure of a market.</summary>
    /// <returns>Whether the other markets would fail for the same reason: they are asked with the same key at the same host.</returns>
    private bool IsEnd(PortfolioMarginException failure)
    {
        Report(failure, ErrorTarget, FailureEndsCommand);
        return failure is InvalidSignatureException or IpBannedException;
    }

    /// <returns>How many orders came, and why the market could not be read, if so.</returns>
    private (ulong Count, PortfolioMarginException? Failure) ReadMarket(IPortfolioMarginClient client, ForceOrderMarket market, int index, Action<IEnumerable<ForceOrder>> keep)
    {
        ulong count = 0;
        try
        {
            using IForceOrderReader reader = client.ReadAll(MakeQuery(market));
            bool isHistoryChecked = false;
            Read(
                reader,
                batch =>
                {
                    CheckHistory(reader, market, ref isHistoryChecked);
                    count += (ulong)batch.Count;
                    if (Newest > 0)
                    {
                        keep(batch);
                    }
                    else
                    {
                        WriteObject(batch, enumerateCollection: true);
                    }
                },
                shown => DescribeMarket(reader, market, index, shown));
            CheckHistory(reader, market, ref isHistoryChecked);
            return (count, null);
        }
        catch (PortfolioMarginException failure)
        {
            return (count, failure);
        }
    }

    /// <summary>Says once that the exchange's history does not reach back to where the window that was asked for begins.</summary>
    private void CheckHistory(IForceOrderReader reader, ForceOrderMarket market, ref bool isChecked)
    {
        if (!isChecked && reader.HistoryStart is { } earliest)
        {
            string asked = StartTime is { } start ? Invariant($"-StartTime is {start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
                : Invariant($"the window before -EndTime, {EndTime!.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, begins earlier");
            var failure = new HistoryLimitException(Invariant(
                $"{market} orders reach back to {earliest.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC only; {asked}. The exchange lists nothing older; what it lists comes out."))
            {
                EarliestTime = earliest,
            };
            Report(failure, ErrorTarget, endsCommand: false);
        }

        isChecked = true;
    }

    private (string Status, double? Part)? DescribeMarket(IForceOrderReader reader, ForceOrderMarket market, int index, ulong count)
    {
        int markets = Markets.Length;
        double part = reader.Progress ?? 0;
        return index == markets - 1 && part >= 1
            ? null
            : (Invariant($"{market}: {count} orders so far"), (index + part) / markets);
    }

    private ForceOrderQuery MakeQuery(ForceOrderMarket market) => new()
    {
        Market = market,
        StartTime = StartTime,
        EndTime = EndTime,
        WindowLength = StartTime is null && Newest == 0 ? DefaultWindow : null,
        Symbol = Symbol,
        AutoCloseType = AutoCloseType,
        Newest = Newest > 0 ? Newest : null,
        ThrottleLimit = Limit,
    };
}
