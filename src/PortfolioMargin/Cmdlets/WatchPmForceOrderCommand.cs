using System.Management.Automation;
using PortfolioMargin.Parameters;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Shows new forced orders of Portfolio Margin accounts as they appear, each once. A checkpoint carries what was shown from run to run, so
/// that a crash repeats at most the orders of the last look and loses none. What fails in passing is a warning, and the watch goes on.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "PmForceOrder")]
[OutputType(typeof(MarginForceOrder), typeof(UmForceOrder), typeof(CmForceOrder))]
public sealed class WatchPmForceOrderCommand : PmRequestCmdlet
{
    private readonly List<WatchedAccount> _accounts = [];
    private readonly DateTimeOffset _since = DateTimeOffset.Now;
    private WatchedAccount? _account;
    private ForceOrderMarket? _market;
    private bool _isOneOfSeveral;
    private ulong _count;

    /// <summary>Which lists.</summary>
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

    /// <summary>From when, in the forms that the other cmdlets take. When left out: from now, or what the checkpoint says.</summary>
    [Parameter]
    [PointInTime]
    [ArgumentCompleter(typeof(PointInTimeCompleter))]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>How many seconds after the beginning of a look the next one begins.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int IntervalSeconds { get; set; } = (int)ForceOrderWatchQuery.DefaultInterval.TotalSeconds;

    /// <summary>How far each look reaches back, for orders that appear late.</summary>
    [Parameter]
    [ValidateLookback]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Lookback { get; set; } = ForceOrderWatchQuery.DefaultLookback;

    /// <summary>A file that remembers what was shown, so that the next run goes on there. Each account needs a file of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Takes one look, and ends. What fails is an error then.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <inheritdoc/>
    private protected override string? NamedProfile => _account is { } account ? account.ShownProfile : base.NamedProfile;

    /// <summary>The failure of one of several accounts or markets is an error of its own, and the others go on.</summary>
    private protected override bool FailureEndsCommand => base.FailureEndsCommand && !_isOneOfSeveral && _market is null;

    /// <summary>Checks what can be checked before anything is asked.</summary>
    protected override void BeginProcessing()
    {
        CheckMarkets(Market, AutoCloseType);
        if (Once && StartTime is null && CheckpointPath is null)
        {
            WriteWarning("One look from now on finds nothing that was there before: name -StartTime, or -CheckpointPath to go on where the last run ended.");
        }
    }

    /// <summary>Opens a watch for each account; the looks begin when all of them are known.</summary>
    protected override void ProcessRecord() => ForEachProfile(Open);

    /// <summary>Watches until the user stops it, or nothing is left that can be watched.</summary>
    protected override void EndProcessing()
    {
        _isOneOfSeveral = _accounts.Count > 1;
        Progress.Begin(null);
        Progress.Idle = () => _accounts.Exists(account => account.Watch.IsLooking) ? null : Describe();
        try
        {
            foreach (WatchedAccount account in _accounts)
            {
                account.Look = account.Watch.LookAsync(StopToken);
            }

            while (_accounts.Count > 0)
            {
                _account = Next();
                Handle(_account);
                _account = null;
            }
        }
        finally
        {
            Progress.End();
        }
    }

    /// <inheritdoc/>
    private protected override ForceOrderMarket? FailedMarket => _market;

    /// <summary>Counts what the looks cost.</summary>
    private protected override void Hear(ClientReport? report)
    {
        base.Hear(report);
        if (report?.Content is RequestReport request && _accounts.Find(account => account.ShownProfile == report.Profile) is { } account)
        {
            account.Weight += request.Weight;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _accounts.ForEach(account => account.Dispose());
        }
    }

    private ForceOrderMarket[] Markets => MarketSelection.Of(Market, AutoCloseType);

    private void Open()
    {
        if (_accounts.Exists(account => account.Profile == CurrentProfile))
        {
            return;
        }

        if (CheckpointPath is not null && _accounts.Count > 0)
        {
            var failure = new InvalidParameterException("-CheckpointPath works with one account for each file, and there are several. Run the command once for each account, with a path of its own.");
            Report(failure, nameof(CheckpointPath), endsCommand: true);
        }

        if (Try(Connect, ErrorTarget, out var client) && Try(() => client.Watch(MakeQuery()), CheckpointPath ?? ErrorTarget, out var watch))
        {
            _accounts.Add(new WatchedAccount(watch, CurrentProfile, NamedProfile, ErrorTarget));
        }
    }

    private ForceOrderWatchQuery MakeQuery() => new()
    {
        Markets = Markets,
        PassesOverUnknownSymbol = !IsBound(nameof(Market)),
        Symbol = Symbol,
        AutoCloseType = AutoCloseType,
        StartTime = StartTime,
        Interval = TimeSpan.FromSeconds(IntervalSeconds),
        Lookback = Lookback,
        IsOnce = Once,
        CheckpointPath = CheckpointPath is null ? null : FileSystemPath.Find(
            SessionState, CheckpointPath, reason => new CheckpointUnreadableException($"The path of the checkpoint {reason}.") { Path = CheckpointPath }),
    };

    /// <summary>Waits for the next account whose look has ended.</summary>
    private WatchedAccount Next()
    {
        Task<WatchLook> ended = Wait(_ => Task.WhenAny(_accounts.Select(account => account.Look!)));
        return StopToken.IsCancellationRequested ? throw new PipelineStoppedException() : _accounts.Find(account => account.Look == ended)!;
    }

    /// <summary>Hands out what a look has found, remembers that, and only then tells what went wrong.</summary>
    private void Handle(WatchedAccount account)
    {
        if (!Try(() => account.Look!.GetAwaiter().GetResult(), account.ErrorTarget, out var look))
        {
            End(account);
            return;
        }

        WriteObject(look.Orders, enumerateCollection: true);
        _count += (ulong)look.Orders.Count;
        bool isRemembered = Try(() => Commit(account), CheckpointPath, out _);
        bool isLast = Once || look.IsOver || !isRemembered;
        WriteVerbose(WatchLines.For(look, account.Weight, isLast ? null : account.Watch.NextLook, account.ShownProfile));
        account.Weight = 0;
        if (isLast)
        {
            End(account);
        }
        else
        {
            account.Look = account.Watch.LookAsync(StopToken);
        }

        ReportFailures(look);
    }

    private static bool Commit(WatchedAccount account)
    {
        account.Watch.Commit();
        return true;
    }

    private void End(WatchedAccount account)
    {
        _accounts.Remove(account);
        account.Dispose();
    }

    /// <summary>Reports what will not pass by itself, or, with -Once, whatever failed. When all markets failed alike, it is one failure of the account.</summary>
    private void ReportFailures(WatchLook look)
    {
        MarketLook[] failed = [.. look.Markets.Where(market => market.Failure is not null && (Once || !market.IsPassing))];
        bool isOfAccount = failed.Length == look.Markets.Count && failed.Select(market => market.Failure!.GetType()).Distinct().Count() == 1;
        foreach (MarketLook market in look.Markets.Where(market => market.HistoryStart is not null))
        {
            Report(WatchLines.HistoryLimit(market), _account!.ErrorTarget, endsCommand: false);
        }

        foreach (MarketLook market in isOfAccount ? failed.Take(1) : failed)
        {
            _market = isOfAccount ? null : market.Market;
            Report(market.Failure!, _account!.ErrorTarget, FailureEndsCommand);
        }

        _market = null;
    }

    /// <summary>What progress shows between two looks.</summary>
    private (string Status, int SecondsRemaining) Describe()
    {
        DateTimeOffset next = _accounts.Count == 0 ? DateTimeOffset.Now : _accounts.Min(account => account.Watch.NextLook);
        string orders = _count == 1 ? "1 order" : Invariant($"{_count} orders");
        return (Invariant($"Watching since {_since.LocalDateTime:HH:mm:ss}, {orders} so far"), Math.Max(0, (int)Math.Ceiling((next - DateTimeOffset.Now).TotalSeconds)));
    }
}
