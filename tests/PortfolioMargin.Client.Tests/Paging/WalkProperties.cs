using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>The promise of -All, for histories, page sizes, orders of the list, interleavings and changes drawn by chance.</summary>
public sealed class WalkProperties
{
    private const int Cases = 10_000;

    private static readonly DateTimeOffset FarFuture = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A walk: the exchange it meets, and how it is asked.</summary>
    public sealed record Scenario(
        int Orders, ListOrder Order, int PageSize, int LargestPage, int Throttle, bool OpenWindow, int Seed, ListChange?[] Changes, int FailAt)
    {
        public override string ToString() =>
            $"{Orders} orders {Order}, page {PageSize}/{LargestPage}, throttle {Throttle}, open {OpenWindow}, seed {Seed}, fail {FailAt}, changes "
            + string.Join(" ", Changes.Select((c, i) => c is null ? null : $"{i + 1}:+{c.Arrivals}-{c.Expiries}~+{c.Inserted}~-{c.Removed}").Where(c => c is not null));
    }

    private static readonly Gen<int> Few = Gen.Frequency((3, Gen.Const(0)), (3, Gen.Const(1)), (1, Gen.Int[2, 9]));

    /// <summary>Orders arrive at the newest end and expire at the oldest, also both at once.</summary>
    private static readonly Gen<ListChange?> TimeMovesOn =
        Gen.Select(Few, Few, Gen.Bool, (arrive, expire, both) => (ListChange?)new ListChange(arrive, both ? arrive : expire));

    /// <summary>Orders appear anywhere.</summary>
    private static readonly Gen<ListChange?> OnlyGrows = Few.Select(n => (ListChange?)new ListChange(Inserted: n));

    /// <summary>Orders vanish from anywhere.</summary>
    private static readonly Gen<ListChange?> OnlyShrinks = Few.Select(n => (ListChange?)new ListChange(Removed: n));

    private static Gen<ListChange?[]> Script(Gen<ListChange?> change) =>
        Gen.Frequency((3, Gen.Const((ListChange?)null)), (1, change)).Array[0, 30];

    private static Gen<Scenario> Scenarios(Gen<ListOrder> order, Gen<bool> open, Gen<ListChange?> change, Gen<int> failAt) =>
        Gen.Select(Gen.Int[0, 70], order, Gen.Int[1, 9], Gen.Int[7, 14], Gen.Int[1, 8], Gen.Select(open, failAt), Gen.Select(Gen.Int[0, int.MaxValue - 1], Script(change)))
            .Select(t => new Scenario(t.Item1, t.Item2, t.Item3, Math.Max(t.Item3, t.Item4), t.Item5, t.Item6.Item1, t.Item7.Item1, t.Item7.Item2, t.Item6.Item2));

    private static Gen<ListOrder> OneOf(ListOrder first, ListOrder second) => Gen.Bool.Select(b => b ? first : second);

    private static readonly Gen<int> Never = Gen.Const(0);
    private static readonly Gen<ListOrder> ByTime = OneOf(ListOrder.OldestFirst, ListOrder.NewestFirst);
    private static readonly Gen<ListOrder> Any = Gen.Int[0, 3].Select(i => (ListOrder)i);

    [Fact]
    public void Orders_that_stay_come_out_exactly_once_while_others_arrive_and_expire_in_a_list_sorted_by_time() =>
        Check(Scenarios(ByTime, Gen.Bool, TimeMovesOn, Never));

    [Fact]
    public void Orders_that_stay_come_out_exactly_once_while_others_arrive_and_expire_in_a_list_sorted_otherwise() =>
        Check(Scenarios(OneOf(ListOrder.BySymbol, ListOrder.Scrambled), Gen.Bool, TimeMovesOn, Never));

    [Fact]
    public void Orders_that_stay_come_out_exactly_once_while_others_appear_anywhere_in_any_list() =>
        Check(Scenarios(Any, Gen.Bool, OnlyGrows, Never));

    [Fact]
    public void Orders_that_stay_come_out_exactly_once_while_others_vanish_from_anywhere_in_any_list() =>
        Check(Scenarios(Any, Gen.Bool, OnlyShrinks, Never));

    /// <summary>Orders where two pieces meet are known from the one before: that is no proof that two pages of the other overlap.</summary>
    [Fact]
    public void Orders_that_stay_come_out_exactly_once_while_others_vanish_from_a_window_in_pieces_in_a_list_sorted_otherwise() =>
        Check(Scenarios(OneOf(ListOrder.BySymbol, ListOrder.Scrambled), Gen.Const(false), OnlyShrinks, Never), WalkPieces);

    [Fact]
    public void A_request_that_fails_for_good_ends_the_walk_with_its_error() =>
        Check(Scenarios(Any, Gen.Bool, TimeMovesOn, Gen.Int[1, 15]));

    [Fact]
    public void A_list_that_holds_still_costs_at_most_one_request_more_than_its_pages_and_keeps_its_order() =>
        Scenarios(Any, Gen.Const(false), Gen.Const((ListChange?)null), Never).Sample(
            scenario =>
            {
                FakePageSource exchange = Exchange(scenario);
                List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
                List<MarginForceOrder> rows = exchange.ReadAll(Reader(scenario, exchange));

                // A list that fills its last page has an empty one behind it: only that shows its end.
                int pages = (scenario.Orders / scenario.PageSize) + 1;
                return listed.SequenceEqual(rows.Select(o => o.OrderId))
                    && exchange.Served.Count <= pages + 1
                    && exchange.MostInFlight <= scenario.Throttle;
            },
            iter: Cases,
            print: s => s.ToString());

    /// <summary>Walks, and compares with what the exchange really listed from the beginning to the end.</summary>
    internal static void Check(Gen<Scenario> scenarios) => Check(scenarios, Walk);

    private static void Check(Gen<Scenario> scenarios, Func<Scenario, Outcome> walk)
    {
        int incomplete = 0;
        scenarios.Sample(
            scenario =>
            {
                Outcome outcome = walk(scenario);
                if (outcome.GaveUp)
                {
                    Interlocked.Increment(ref incomplete);
                }

                return outcome.Holds;
            },
            iter: Cases,
            print: s => $"{s} → {walk(s)}");

        // Giving up is honest, but must stay the exception even in lists that change as fast as they are read.
        Assert.InRange(incomplete, 0, Cases / 100);
    }

    internal static Outcome Walk(Scenario scenario)
    {
        FakePageSource exchange = Exchange(scenario);
        var window = new TimeWindow(null, (scenario.OpenWindow ? FarFuture : exchange.Now).ToUnixTimeMilliseconds());
        return Walk(scenario, exchange, Reader(scenario, exchange), window, inPieces: false);
    }

    /// <summary>The same in a window that the exchange refuses as too long; some of the orders stand where two pieces of it meet.</summary>
    private static Outcome WalkPieces(Scenario scenario)
    {
        const long End = 400_000;
        const long Limit = 100_000;
        var exchange = new FakePageSource(0, scenario.Order, scenario.Seed)
        {
            PageCap = scenario.LargestPage,
            IntervalLimit = Limit,
            Changes = n => n <= scenario.Changes.Length ? scenario.Changes[n - 1] : null,
        };
        IReadOnlyList<TimeWindow> pieces = WindowPieces.Cut(0, End, Limit);
        var chance = new Random(scenario.Seed);
        for (int i = 0; i < scenario.Orders; i++)
        {
            TimeWindow piece = pieces[chance.Next(pieces.Count - 1)];
            exchange.Add(chance.Next(6) == 0 ? piece.Start!.Value + chance.Next(2) : chance.NextInt64(0, End + 1));
        }

        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(End));
        var query = new PageWalkQuery
        {
            StartTime = DateTimeOffset.UnixEpoch,
            EndTime = clock.GetUtcNow(),
            PageSize = scenario.PageSize,
            ThrottleLimit = scenario.Throttle,
        };
        return Walk(scenario, exchange, new ForceOrderReader(query, exchange, clock, clock.GetUtcNow, scenario.LargestPage), new TimeWindow(0, End), inPieces: true);
    }

    private static Outcome Walk(Scenario scenario, FakePageSource exchange, ForceOrderReader reader, TimeWindow window, bool inPieces)
    {
        List<MarginForceOrder> before = exchange.List(window);
        List<MarginForceOrder> rows;
        try
        {
            rows = exchange.ReadAll(reader);
        }
        catch (IncompleteListException)
        {
            return new Outcome(true, GaveUp: true, "gave up");
        }
        catch (ServerUnavailableException)
        {
            return new Outcome(scenario.FailAt > 0 && exchange.Served.Count >= scenario.FailAt, GaveUp: false, "failed as told");
        }

        var after = exchange.List(window).Select(OrderIdentity.Of).ToHashSet();
        List<OrderIdentity> stayed = [.. before.Select(OrderIdentity.Of).Where(after.Contains)];
        List<OrderIdentity> delivered = [.. rows.Select(OrderIdentity.Of)];
        var distinct = delivered.ToHashSet();
        if (distinct.Count != delivered.Count)
        {
            return new Outcome(false, GaveUp: false, "an order came twice");
        }

        List<OrderIdentity> lost = [.. stayed.Where(o => !distinct.Contains(o))];
        if (lost.Count > 0)
        {
            return new Outcome(false, GaveUp: false, $"lost {string.Join(",", lost.Select(o => o.OrderId))} in {exchange.Served.Count} requests");
        }

        if (inPieces)
        {
            return new Outcome(true, GaveUp: false, "complete");
        }

        // In the list's order; what the closing check finds begins a second run. In a list that both grows and shrinks, equal totals can hide
        // a gap for a while; what a later slice finds of it comes when it is found.
        var place = stayed.Select((o, i) => (o, i)).ToDictionary(p => p.o, p => p.i);
        List<int> places = [.. delivered.Where(place.ContainsKey).Select(o => place[o])];
        int falls = places.Zip(places.Skip(1)).Count(p => p.First > p.Second);
        return new Outcome(falls <= 1 || (scenario.Changes.Any(c => c?.Arrivals > 0) && scenario.Changes.Any(c => c?.Expiries > 0)), GaveUp: false, $"{falls} breaks of order");
    }

    private static FakePageSource Exchange(Scenario scenario) => new(scenario.Orders, scenario.Order, scenario.Seed)
    {
        PageCap = scenario.LargestPage,
        Changes = n => n <= scenario.Changes.Length ? scenario.Changes[n - 1] : null,
        RequestErrors = n => n == scenario.FailAt ? new ServerUnavailableException("made up") : null,
    };

    private static ForceOrderReader Reader(Scenario scenario, FakePageSource exchange)
    {
        var clock = new FakeTimeProvider(exchange.Now);
        return new ForceOrderReader(
            new PageWalkQuery { EndTime = scenario.OpenWindow ? FarFuture : null, PageSize = scenario.PageSize, ThrottleLimit = scenario.Throttle },
            exchange,
            clock,
            clock.GetUtcNow,
            scenario.LargestPage);
    }

    internal sealed record Outcome(bool Holds, bool GaveUp, string Story);
}
