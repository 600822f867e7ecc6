using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox;

/// <summary>How an embedded exchange is to behave. Everything has a default: a polite exchange with a few hundred made-up orders.</summary>
public sealed class SandboxOptions
{
    /// <summary>How many orders the default history has.</summary>
    public const int DefaultOrderCount = 347;

    /// <summary>The most orders a generated history can have.</summary>
    public const int MaximumOrderCount = 1_000_000;

    /// <summary>Weight per minute and IP (documentation: 6000).</summary>
    public const int DefaultWeightLimit = 6_000;

    /// <summary>Who may ask. Default: <see cref="SandboxAccount.Demo"/> alone.</summary>
    public IReadOnlyList<SandboxAccount> Accounts { get; init; } = [SandboxAccount.Demo];

    /// <summary>Chooses the made-up orders: the same seed gives the same orders, on every framework.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many orders to make up, 0 to <see cref="MaximumOrderCount"/>; the oldest is the documented example.</summary>
    public int OrderCount { get; init; } = DefaultOrderCount;

    /// <summary>Every made-up order is older than this. Default: the start of the exchange's current UTC day, so that recent days have orders.</summary>
    public DateTimeOffset? HistoryEnd { get; init; }

    /// <summary>How long before <see cref="HistoryEnd"/> the made-up orders begin (the documented example is older).</summary>
    public TimeSpan HistorySpan { get; init; } = TimeSpan.FromDays(240);

    /// <summary>How many neighbouring made-up orders share each millisecond, from 1.</summary>
    public int OrdersPerMillisecond { get; init; } = 1;

    /// <summary>The orders to serve instead of made-up ones, in any order.</summary>
    public IReadOnlyList<SandboxOrder>? Orders { get; init; }

    /// <summary>In which order rows are listed (not documented, so every one must be coped with).</summary>
    public SortOrder SortOrder { get; init; } = SortOrder.Ascending;

    /// <summary>Which time an order gets that arrives while the exchange runs.</summary>
    public ArrivalTime ArrivalTime { get; init; } = ArrivalTime.Now;

    /// <summary>Adds <c>isIsolated</c> to each row, a field the page does not document (the sister endpoint sends it).</summary>
    public bool UndocumentedField { get; init; } = true;

    /// <summary>The longest interval between <c>startTime</c> and <c>endTime</c>; a longer one gets -1127. Default: none.</summary>
    public TimeSpan? IntervalLimit { get; init; }

    /// <summary>How far back an answer reaches when no <c>startTime</c> is sent. Default: to the beginning.</summary>
    public TimeSpan? DefaultWindow { get; init; }

    /// <summary>How far the exchange's clock is ahead of the given <see cref="TimeProvider"/>; negative when behind.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How long each answer takes, measured by the given <see cref="TimeProvider"/>.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The weight allowed in each <see cref="WeightInterval"/>; more gets HTTP 429.</summary>
    public int WeightLimit { get; init; } = DefaultWeightLimit;

    /// <summary>The weight other programs behind the same IP use in each <see cref="WeightInterval"/>.</summary>
    public int WeightUsedByOthers { get; init; }

    /// <summary>The interval weight is counted in: a whole number of seconds, minutes, hours or days. It also names the header (<c>X-MBX-USED-WEIGHT-1M</c>).</summary>
    public TimeSpan WeightInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many requests after a 429, before its <c>Retry-After</c> is over, still get a 429; the next one gets a 418 and a ban.
    /// The default forgives what a client may have had in flight.
    /// </summary>
    public int RequestsForgivenAfterLimit { get; init; } = 16;

    /// <summary>How long the first ban lasts, the second, and so on; the last is used from then on (documentation: 2 minutes to 3 days).</summary>
    public IReadOnlyList<TimeSpan> BanDurations { get; init; } = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(3)];

    /// <summary>How many requests <see cref="SandboxExchange.Requests"/> remembers one by one, the newest. Default: none.</summary>
    public int RequestLogCapacity { get; init; }

    /// <summary>What goes wrong at which request.</summary>
    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>Chooses a fault by what is asked for, after those of <see cref="Faults"/>. May be called from several threads at once.</summary>
    public Func<ReceivedRequest, Fault?>? FaultFor { get; init; }
}
