using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>What a query costs and brings, request by request.</summary>
public sealed class ForceOrderReaderTests
{
    private static readonly PageWalkQuery All = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(347, 5)]
    public void A_quiet_list_costs_its_pages_and_at_most_one_request_more(int orders, int requests)
    {
        FakePageSource exchange = Quiet(orders);
        Assert.Equal(orders, Read(exchange, All).Count);
        Assert.Equal(requests, exchange.Served.Count);
    }

    [Fact]
    public void The_first_page_comes_out_before_the_second_is_asked_for()
    {
        FakePageSource exchange = Quiet(347);
        using ForceOrderReader reader = Reader(exchange, All);
        Task<IReadOnlyList<ForceOrder>?> first = reader.ReadAsync(TestContext.Current.CancellationToken);
        exchange.AnswerOne();
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Single(exchange.Served);
    }

    [Fact]
    public void Every_request_of_a_walk_carries_the_same_window()
    {
        FakePageSource exchange = new(500, ListOrder.NewestFirst, seed: 1) { Changes = n => n % 2 == 0 ? new ListChange(Arrivals: 3) : null };
        Read(exchange, All);
        Assert.Single(exchange.Served.Select(r => r.Window).Distinct());
    }

    [Fact]
    public void An_end_pinned_by_a_lagging_clock_is_pinned_anew_by_the_exchanges_clock()
    {
        FakePageSource exchange = new(50, ListOrder.NewestFirst, seed: 1) { ClockAhead = TimeSpan.Zero };
        var lagging = new FakeTimeProvider(exchange.Now - TimeSpan.FromMinutes(10));
        using var reader = new ForceOrderReader(All, exchange, lagging, lagging.GetUtcNow);
        Assert.Equal(50, exchange.ReadAll(reader).Count);
        Assert.Equal(2, exchange.Served.Count);
    }

    [Fact]
    public void An_end_pinned_by_a_clock_known_to_lag_needs_no_second_request()
    {
        FakePageSource exchange = new(50, ListOrder.NewestFirst, seed: 1) { ClockAhead = TimeSpan.Zero };
        var lagging = new FakeTimeProvider(exchange.Now - TimeSpan.FromMinutes(10));
        using var reader = new ForceOrderReader(All, exchange, lagging, () => lagging.GetUtcNow() + TimeSpan.FromMinutes(10));
        Assert.Equal(50, exchange.ReadAll(reader).Count);
        Assert.Single(exchange.Served);
    }

    [Theory]
    [InlineData(null, 0UL, 0UL, 0)]
    [InlineData(null, 0UL, 10UL, 1)]
    [InlineData(10, 0UL, 150UL, 15)]
    [InlineData(null, 0UL, 150UL, 2)]
    [InlineData(null, 95UL, 10UL, 1)]
    [InlineData(null, 340UL, 100UL, 1)]
    [InlineData(null, 5000UL, 10UL, 1)]
    [InlineData(null, ulong.MaxValue, ulong.MaxValue, 1)]
    [InlineData(null, 300UL, null, 1)]
    [InlineData(null, 250UL, null, 3)]
    public void First_and_skip_cost_no_request_too_many(int? pageSize, ulong skip, ulong? take, int requests)
    {
        FakePageSource exchange = Quiet(347);
        List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
        List<MarginForceOrder> rows = Read(exchange, new PageWalkQuery { PageSize = pageSize, Skip = skip, Take = take });
        Assert.Equal(
            listed.Skip((int)Math.Min(skip, 1000)).Take((int)Math.Min(take ?? 1000, 1000)),
            rows.Select(r => r.OrderId));
        Assert.Equal(requests, exchange.Served.Count);
    }

    [Fact]
    public async Task Nothing_wanted_but_the_count_costs_one_request_for_one_row()
    {
        FakePageSource exchange = Quiet(347);
        using ForceOrderReader reader = Reader(exchange, new PageWalkQuery { Take = 0, IncludeTotalCount = true });
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(TestContext.Current.CancellationToken);
        exchange.AnswerOne();
        Assert.Empty((await read)!);
        Assert.Equal(347UL, reader.TotalCount);
        Assert.Equal(1, Assert.Single(exchange.Served).Size);
    }

    [Fact]
    public void Rows_skipped_on_purpose_stay_skipped_when_the_list_shifts() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 1000], Gen.Int[1, 8]).Sample(
            (skip, seed, at) =>
            {
                var exchange = new FakePageSource(120, ListOrder.NewestFirst, seed)
                {
                    PageCap = 20,
                    Changes = n => n == at + 1 ? new ListChange(Arrivals: 2) : null,
                };
                List<OrderIdentity> skipped = [.. exchange.List(default).Take(skip).Select(OrderIdentity.Of)];
                List<OrderIdentity> wanted = [.. exchange.List(default).Skip(skip).Select(OrderIdentity.Of)];
                DateTimeOffset end = exchange.Now + TimeSpan.FromDays(1);
                var query = new PageWalkQuery { PageSize = 20, Skip = (ulong)skip, EndTime = end };
                var rows = exchange.ReadAll(new ForceOrderReader(query, exchange, new FakeTimeProvider(end), () => end, largestPage: 20)).Select(OrderIdentity.Of).ToList();
                return wanted.All(rows.Contains) && !skipped.Exists(rows.Contains) && rows.Distinct().Count() == rows.Count;
            },
            iter: 1_000);

    // What an exchange can say that is not so.
    [Fact]
    public void A_total_that_counts_the_page_only_does_not_cut_the_list_short()
    {
        FakePageSource exchange = Bent(347, totalSaid: (_, total) => Math.Min(total, 100));
        Assert.Equal(347, Read(exchange, All).Count);
    }

    [Fact]
    public void A_missing_total_does_not_cut_the_list_short()
    {
        FakePageSource exchange = Bent(347, totalSaid: (_, _) => null);
        Assert.Equal(347, Read(exchange, All).Count);
        Assert.Equal(4, exchange.Served.Count);
    }

    [Fact]
    public void A_total_that_is_too_large_ends_in_an_error_after_all_rows()
    {
        FakePageSource exchange = Bent(347, totalSaid: (_, _) => 1000);
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Read(exchange, All));
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
        Assert.Contains("347", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_total_that_is_different_on_every_page_costs_more_but_loses_nothing()
    {
        FakePageSource exchange = Bent(347, totalSaid: (n, total) => n > 8 ? total : total + (ulong)(n % 3));
        Assert.Equal(347, Read(exchange, All).Count);
    }

    [Fact]
    public void A_page_that_is_short_once_is_made_up_for_in_order()
    {
        FakePageSource exchange = Bent(347, rowsSaid: (n, _, rows) => n == 2 ? [.. rows.Take(60)] : rows);
        List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
        Assert.Equal(listed, Read(exchange, All).Select(r => r.OrderId));
    }

    [Fact]
    public void A_page_that_is_empty_once_is_asked_for_again()
    {
        FakePageSource exchange = Bent(347, rowsSaid: (n, _, rows) => n == 3 ? [] : rows);
        List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
        Assert.Equal(listed, Read(exchange, All).Select(r => r.OrderId));
    }

    [Fact]
    public void An_exchange_that_makes_smaller_pages_than_asked_for_is_walked_in_its_own()
    {
        var exchange = new FakePageSource(347, ListOrder.OldestFirst, seed: 1) { PageCap = 50 };
        Assert.Equal(347, Read(exchange, All).Count);
        Assert.Equal(8, exchange.Served.Count);
    }

    [Fact]
    public void An_empty_list_that_claims_orders_ends_in_an_error()
    {
        FakePageSource exchange = Bent(0, totalSaid: (_, _) => 5);
        Assert.Throws<IncompleteListException>(() => Read(exchange, All));
    }

    [Theory]
    [InlineData(1, 36)]
    [InlineData(3, 44)]
    public void A_list_that_never_holds_still_costs_32_extra_requests_and_4_for_each_page_and_then_ends_in_an_error(int quietPages, int extra)
    {
        // Once the quiet pages are read, each page is one order over and over, which no other page has, and has a total of its own.
        var exchange = new FakePageSource(10_000, ListOrder.OldestFirst, seed: 1)
        {
            TotalSaid = (n, total) => n <= quietPages ? total : total + (ulong)n,
            RowsSaid = (n, _, rows) => n <= quietPages ? rows : [.. rows.Select(_ => Renumbered(rows[0], n * 100_000L))],
        };
        IncompleteListException error = Assert.Throws<IncompleteListException>(() => Read(exchange, new PageWalkQuery { ThrottleLimit = 1 }));
        Assert.Contains($" {extra} extra requests ", error.Message, StringComparison.Ordinal);

        // After each four slices that lead nowhere, one more page is asked for in its turn.
        Assert.InRange(exchange.Served.Count - quietPages, extra, extra + (extra / 4));
    }

    // Windows that are too long.
    [Theory]
    [InlineData(ListOrder.OldestFirst)]
    [InlineData(ListOrder.NewestFirst)]
    public void A_refused_interval_is_cut_and_the_orders_come_once_in_the_exchanges_order(ListOrder order) =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 10_000], Gen.Int[60_000, 2_000_000], Gen.Bool).Sample(
            (orders, seed, limit, count) =>
            {
                var exchange = new FakePageSource(0, order, seed) { IntervalLimit = limit, PageCap = 10 };
                var chance = new Random(seed);
                for (int i = 0; i < orders; i++)
                {
                    exchange.Add(chance.NextInt64(0, 10_000_000));
                }

                List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
                var query = new PageWalkQuery
                {
                    StartTime = DateTimeOffset.UnixEpoch,
                    EndTime = DateTimeOffset.FromUnixTimeMilliseconds(10_000_000),
                    PageSize = 10,
                    IncludeTotalCount = count,
                };
                using var reader = new ForceOrderReader(query, exchange, new FakeTimeProvider(query.EndTime!.Value), () => query.EndTime!.Value, largestPage: 10);
                List<MarginForceOrder> rows = exchange.ReadAll(reader);

                // Where no piece holds two orders, the exchange never showed its order.
                bool orderShown = orders > 150;
                return orderShown ? listed.SequenceEqual(rows.Select(r => r.OrderId)) : listed.Order().SequenceEqual(rows.Select(r => r.OrderId).Order());
            },
            iter: 1_000);

    [Fact]
    public void Skip_and_first_count_across_the_pieces_of_a_refused_interval()
    {
        FakePageSource exchange = Pieces(300);
        List<long> listed = [.. exchange.List(default).Select(o => o.OrderId)];
        var query = new PageWalkQuery { StartTime = DateTimeOffset.UnixEpoch, EndTime = exchange.Now, Skip = 130, Take = 45 };
        Assert.Equal(listed.Skip(130).Take(45), Read(exchange, query).Select(r => r.OrderId));
    }

    [Theory]
    [InlineData(ListOrder.OldestFirst)]
    [InlineData(ListOrder.NewestFirst)]
    public void The_first_page_of_a_piece_is_asked_for_only_once(ListOrder order)
    {
        var exchange = new FakePageSource(0, order, seed: 1) { IntervalLimit = 200_000 };
        for (int i = 1; i <= 300; i++)
        {
            exchange.Add(i * 3_001L);
        }

        var query = new PageWalkQuery { StartTime = DateTimeOffset.UnixEpoch, EndTime = exchange.Now, IncludeTotalCount = true };
        Assert.Equal(300, Read(exchange, query).Count);
        Assert.Equal(exchange.Served.Count, exchange.Served.Distinct().Count());
    }

    [Fact]
    public void Who_wants_the_first_order_only_asks_for_no_piece_too_many()
    {
        FakePageSource exchange = Pieces(300);
        var query = new PageWalkQuery { StartTime = DateTimeOffset.UnixEpoch, EndTime = exchange.Now, Take = 1 };

        Assert.Single(Read(exchange, query));

        // The newest piece, which shows how the list is sorted, then the oldest ones up to the first that holds an order.
        Assert.InRange(exchange.Served.Count(request => request.Window.End - request.Window.Start <= exchange.IntervalLimit), 2, 3);
        Assert.Equal(1, exchange.MostInFlight);
    }

    [Fact]
    public void Orders_on_the_seam_of_two_pieces_come_once_whether_ends_count_in_or_out()
    {
        (FakePageSource exchange, IReadOnlyList<TimeWindow> pieces) = OrdersOnSeams();

        Assert.Equal(2 * pieces.Count, Read(exchange, OverSeams()).Count);
        Assert.All(pieces.Zip(pieces.Skip(1)), p => Assert.Equal(p.First.Start + 1, p.Second.End));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    [InlineData(6, 4)]
    [InlineData(15, 9)]
    [InlineData(16, 1)]
    public void Skip_and_first_count_an_order_on_a_seam_once(int skip, int take)
    {
        List<long> all = [.. Read(OrdersOnSeams().Exchange, OverSeams()).Select(order => order.OrderId)];

        List<MarginForceOrder> some = Read(OrdersOnSeams().Exchange, OverSeams((ulong)skip, (ulong)take));
        List<MarginForceOrder> rest = Read(OrdersOnSeams().Exchange, OverSeams((ulong)skip));

        Assert.Equal(all.Skip(skip).Take(take), some.Select(order => order.OrderId));
        Assert.Equal(all.Skip(skip), rest.Select(order => order.OrderId));
        Assert.Empty(Read(OrdersOnSeams().Exchange, OverSeams(ulong.MaxValue, (ulong)take)));
    }

    [Fact]
    public void An_exchange_that_refuses_even_the_smallest_piece_ends_in_its_own_error()
    {
        var exchange = new FakePageSource(10, ListOrder.OldestFirst, 1) { IntervalLimit = 10 };
        var query = new PageWalkQuery { StartTime = DateTimeOffset.UnixEpoch, EndTime = exchange.Now };
        Assert.True(Assert.Throws<TimeRangeRefusedException>(() => Read(exchange, query)).IntervalTooLong);
        Assert.InRange(exchange.Served.Count, 2, 10);
    }

    // Ending early.
    [Fact]
    public async Task Cancelling_ends_every_request_in_flight()
    {
        FakePageSource exchange = Quiet(900);
        using var stop = new CancellationTokenSource();
        using ForceOrderReader reader = Reader(exchange, All);
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(stop.Token);
        exchange.AnswerOne();
        Assert.NotNull(await read);
        read = reader.ReadAsync(stop.Token);
        Assert.Equal(8, exchange.InFlight);
        stop.Cancel();
        Assert.True(read.IsCanceled);
        Assert.Equal(0, exchange.InFlight);
    }

    [Fact]
    public void Disposing_ends_every_request_in_flight()
    {
        FakePageSource exchange = Quiet(900);
        ForceOrderReader reader = Reader(exchange, All);
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(TestContext.Current.CancellationToken);
        exchange.AnswerOne();
        Assert.True(read.IsCompleted);
        read = reader.ReadAsync(TestContext.Current.CancellationToken);
        while (!read.IsCompleted)
        {
            exchange.AnswerOne();
        }

        Assert.True(exchange.InFlight > 0);
        reader.Dispose();
        Assert.Equal(0, exchange.InFlight);
    }

    private static MarginForceOrder Renumbered(MarginForceOrder order, long id) => new() { OrderId = id, Symbol = order.Symbol, UpdatedTime = order.UpdatedTime };

    private static FakePageSource Quiet(int orders) => new(orders, ListOrder.OldestFirst, seed: 1);

    private static FakePageSource Bent(
        int orders,
        Func<int, ulong, ulong?>? totalSaid = null,
        Func<int, PageRequest, IReadOnlyList<MarginForceOrder>, IReadOnlyList<MarginForceOrder>>? rowsSaid = null) =>
        new(orders, ListOrder.OldestFirst, seed: 1)
        {
            TotalSaid = totalSaid ?? ((_, total) => total),
            RowsSaid = rowsSaid ?? ((_, _, rows) => rows),
        };

    /// <summary>A list that holds nothing but an order at each end of each piece.</summary>
    private static (FakePageSource Exchange, IReadOnlyList<TimeWindow> Pieces) OrdersOnSeams()
    {
        IReadOnlyList<TimeWindow> pieces = WindowPieces.Cut(0, 10_000_000, 1_250_000);
        var exchange = new FakePageSource(0, ListOrder.OldestFirst, 1) { IntervalLimit = 1_250_000 };
        foreach (TimeWindow piece in pieces)
        {
            exchange.Add(piece.Start!.Value);
            exchange.Add(piece.End!.Value);
        }

        return (exchange, pieces);
    }

    private static PageWalkQuery OverSeams(ulong skip = 0, ulong? take = null) =>
        new() { StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.FromUnixTimeMilliseconds(10_000_000), Skip = skip, Take = take };

    private static FakePageSource Pieces(int orders)
    {
        var exchange = new FakePageSource(0, ListOrder.OldestFirst, seed: 1) { IntervalLimit = 200_000 };
        for (int i = 1; i <= orders; i++)
        {
            exchange.Add(i * 3_001L);
        }

        return exchange;
    }

    private static ForceOrderReader Reader(FakePageSource exchange, PageWalkQuery query) => exchange.Reader(query);

    private static List<MarginForceOrder> Read(FakePageSource exchange, PageWalkQuery query) => exchange.ReadAll(Reader(exchange, query));
}
