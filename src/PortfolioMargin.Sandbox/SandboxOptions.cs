using System.Runtime.CompilerServices;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox;

/// <summary>
/// How an embedded exchange behaves. Everything has a default: a polite exchange with a few hundred generated orders in each list. Setting an
/// option out of its range throws an <see cref="ArgumentOutOfRangeException"/> that names it.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>How many margin orders the default history has.</summary>
    public const int DefaultOrderCount = 347;

    /// <summary>How many UM orders the default history has.</summary>
    public const int DefaultUmOrderCount = 412;

    /// <summary>How many CM orders the default history has.</summary>
    public const int DefaultCmOrderCount = 231;

    /// <summary>The most orders a generated history can have.</summary>
    public const int MaximumOrderCount = 1_000_000;

    /// <summary>Weight per minute and IP (documentation: 6000).</summary>
    public const int DefaultWeightLimit = 6_000;

    /// <summary>Who may ask. Default: <see cref="SandboxAccount.Demo"/> alone.</summary>
    public IReadOnlyList<SandboxAccount> Accounts { get; init; } = [SandboxAccount.Demo];

    /// <summary>Chooses the generated orders, and whatever is random in responses: the same seed gives the same, on every framework.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many margin orders to generate, 0 to <see cref="MaximumOrderCount"/>; the oldest is the documented example.</summary>
    public int OrderCount { get; init => field = Within(value, value is >= 0 and <= MaximumOrderCount); } = DefaultOrderCount;

    /// <summary>How many UM orders to generate, 0 to <see cref="MaximumOrderCount"/>; the oldest is the documented example with later times.</summary>
    public int UmOrderCount { get; init => field = Within(value, value is >= 0 and <= MaximumOrderCount); } = DefaultUmOrderCount;

    /// <summary>How many CM orders to generate, 0 to <see cref="MaximumOrderCount"/>; the oldest is the documented example with later times.</summary>
    public int CmOrderCount { get; init => field = Within(value, value is >= 0 and <= MaximumOrderCount); } = DefaultCmOrderCount;

    /// <summary>Every generated order is older than this; after the documented example's time. Default: the start of the exchange's current UTC day, so that recent days have orders.</summary>
    public DateTimeOffset? HistoryEnd
    {
        get;
        init => field = Within(value, value is not { } end || end.ToUnixTimeMilliseconds() > SandboxOrder.MarginExample.UpdatedTime + 1);
    }

    /// <summary>How long before <see cref="HistoryEnd"/> the generated margin orders begin (the documented example is older); from 1 ms.</summary>
    public TimeSpan HistorySpan { get; init => field = Within(value, value >= TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromDays(240);

    /// <summary>How long before <see cref="HistoryEnd"/> the generated UM and CM orders begin; from 1 ms. Default: 89 days, so that all of them are listed all day.</summary>
    public TimeSpan FuturesSpan { get; init => field = Within(value, value >= TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromDays(89);

    /// <summary>How many neighbouring generated orders share each millisecond, from 1.</summary>
    public int OrdersPerMillisecond { get; init => field = Within(value, value >= 1); } = 1;

    /// <summary>The orders of all lists, in any order, in place of generated ones.</summary>
    public IReadOnlyList<SandboxOrder>? Orders { get; init; }

    /// <summary>Which time an order gets that arrives, or is updated, while the exchange runs.</summary>
    public ArrivalTime ArrivalTime { get; init; } = ArrivalTime.Now;

    /// <summary>What responses show of the lists. <see cref="Faults"/> can change it for some requests.</summary>
    public ResponseView View { get; init; } = new();

    /// <summary>How far the exchange's clock is ahead of the given <see cref="TimeProvider"/>; negative when behind.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How long each response takes, measured by the given <see cref="TimeProvider"/>.</summary>
    public TimeSpan Latency { get; init => field = Within(value, value >= TimeSpan.Zero); }

    /// <summary>The weight allowed in each <see cref="WeightInterval"/>; more gets HTTP 429.</summary>
    public int WeightLimit { get; init => field = Within(value, value >= 0); } = DefaultWeightLimit;

    /// <summary>The weight that other programs behind the same IP use in each <see cref="WeightInterval"/>.</summary>
    public int WeightUsedByOthers { get; init => field = Within(value, value >= 0); }

    /// <summary>The interval weight is counted in: a whole number of seconds, minutes, hours or days. It also names the header (<c>X-MBX-USED-WEIGHT-1M</c>).</summary>
    public TimeSpan WeightInterval
    {
        get;
        init => field = Within(value, value > TimeSpan.Zero && value.Ticks % TimeSpan.TicksPerSecond == 0);
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many requests after a 429, before its <c>Retry-After</c> is over, still get a 429; the next one gets a 418 and a ban.
    /// The default forgives what a client may have had in flight.
    /// </summary>
    public int RequestsForgivenAfterLimit { get; init => field = Within(value, value >= 0); } = 16;

    /// <summary>How long the first ban lasts, the second, and so on; the last is used from then on (documentation: 2 minutes to 3 days).</summary>
    public IReadOnlyList<TimeSpan> BanDurations
    {
        get;
        init => field = Within(value, value.Count > 0 && value.All(ban => ban > TimeSpan.Zero));
    } = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(3)];

    /// <summary>How many requests <see cref="SandboxExchange.Requests"/> keeps one by one, the newest. Default: none.</summary>
    public int RequestLogCapacity { get; init => field = Within(value, value >= 0); }

    /// <summary>What goes wrong, or changes, at which request.</summary>
    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>Chooses a fault by what is asked for, after those of <see cref="Faults"/>. May be called from several threads at once.</summary>
    public Func<ReceivedRequest, Fault?>? FaultFor { get; init; }

    private static T Within<T>(T value, bool isWithin, [CallerMemberName] string option = "") =>
        isWithin ? value : throw new ArgumentOutOfRangeException(option, value, "The option is out of its range.");
}
