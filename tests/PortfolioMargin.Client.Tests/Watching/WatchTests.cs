using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Client.Tests.Watching;

/// <summary>Where a watch begins, and what ends it.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_from_now_on_shows_nothing_that_was_listed_before_and_what_appears_late_all_the_same()
    {
        using var world = new WatchWorld();
        world.Exchange.Margin.Arrive(3, TimeSpan.FromMinutes(20));
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery());
        Assert.Empty((await LookAsync(world, watch)).Orders);

        world.Exchange.Margin.Arrive(2, TimeSpan.FromMinutes(50));

        Assert.Equal(2, (await LookAsync(world, watch)).Orders.Count);
    }

    [Theory]
    [InlineData(-7200)]
    [InlineData(7200)]
    [InlineData(90_000)]
    public async Task A_clock_that_is_wrong_from_the_beginning_moves_no_window(int seconds)
    {
        using var world = new WatchWorld();
        world.Time.WallError = TimeSpan.FromSeconds(seconds);
        world.Exchange.Margin.Arrive(3, TimeSpan.FromMinutes(20));
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery());
        Assert.Empty((await LookAsync(world, watch)).Orders);

        world.Exchange.Margin.Arrive(1);
        world.Exchange.Um.Arrive(1, TimeSpan.FromMinutes(50));

        Assert.Equal(2, (await LookAsync(world, watch)).Orders.Count);
    }

    [Fact]
    public async Task What_comes_before_the_first_look_succeeds_is_new()
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Markets = [ForceOrderMarket.Margin] });
        world.FaultFor = _ => Fault.Unavailable("unavailable");
        Assert.True((await LookAsync(world, watch)).Markets[0].IsPassing);
        world.Exchange.Margin.Arrive(2);
        world.FaultFor = null;

        Assert.Equal(2, (await LookAsync(world, watch)).Orders.Count);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 3600)]
    [InlineData(null, 8)]
    [InlineData(null, -3600)]
    [InlineData(SandboxExchange.UmForceOrdersPath, 0)]
    [InlineData(SandboxExchange.UmForceOrdersPath, 3600)]
    public async Task What_comes_after_a_first_run_that_failed_is_new_to_the_next_run(string? failing, int secondsFast)
    {
        using var world = new WatchWorld();
        world.Time.WallError = TimeSpan.FromSeconds(secondsFast);
        using var folder = new TemporaryFolder();
        var query = new ForceOrderWatchQuery { CheckpointPath = folder.File("checkpoint.json"), IsOnce = true };
        world.Exchange.Um.Arrive(2, TimeSpan.FromMinutes(1));
        world.FaultFor = request => failing is null || request.Path == failing ? Fault.Unavailable("unavailable") : null;
        Assert.Empty((await RunAsync(world, query)).Orders);

        world.FaultFor = null;
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.Exchange.Um.Arrive(3);
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Restart();

        using IForceOrderWatch second = world.Watch(query);
        Assert.Equal(3, (await LookAsync(world, second)).Orders.Count);
    }

    [Theory]
    [InlineData(false, -1002)]
    [InlineData(false, -2015)]
    [InlineData(true, -2015)]
    public async Task A_list_whose_first_look_failed_for_good_is_watched_from_there_by_the_next_run(bool namesStart, int code)
    {
        using var world = new WatchWorld();
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("checkpoint.json");
        DateTimeOffset? start = namesStart ? world.Time.Now.AddDays(-30) : null;
        world.Exchange.Um.Arrive(3, TimeSpan.FromDays(20));
        world.FaultFor = request => request.Path == SandboxExchange.UmForceOrdersPath ? Fault.Error(code) : null;
        Assert.Empty((await RunAsync(world, new ForceOrderWatchQuery { CheckpointPath = checkpoint, IsOnce = true, StartTime = start })).Orders);

        world.FaultFor = null;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Exchange.Um.Arrive(1);

        using IForceOrderWatch second = world.Watch(new ForceOrderWatchQuery { CheckpointPath = checkpoint, IsOnce = true });
        Assert.Equal(namesStart ? 4 : 1, (await LookAsync(world, second)).Orders.Count);
    }

    [Fact]
    public async Task A_run_that_is_killed_in_its_first_look_has_begun()
    {
        using var world = new WatchWorld();
        using var folder = new TemporaryFolder();
        var query = new ForceOrderWatchQuery { CheckpointPath = folder.File("checkpoint.json") };
        world.Watch(query).Dispose();
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.Exchange.Um.Arrive(2);
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Restart();

        using IForceOrderWatch second = world.Watch(query);
        Assert.Equal(2, (await LookAsync(world, second)).Orders.Count);
    }

    [Fact]
    public async Task What_was_listed_late_before_a_first_run_that_failed_is_new_too()
    {
        using var world = new WatchWorld();
        using var folder = new TemporaryFolder();
        var query = new ForceOrderWatchQuery { CheckpointPath = folder.File("checkpoint.json"), IsOnce = true };
        world.Exchange.Um.Arrive(1, TimeSpan.FromMinutes(1));
        world.Watch(query).Dispose();

        Assert.Empty((await RunAsync(world, query)).Orders);

        world.Exchange.Um.Arrive(1, TimeSpan.FromMinutes(1));
        using IForceOrderWatch third = world.Watch(query);
        Assert.Single((await LookAsync(world, third)).Orders);
    }

    [Fact]
    public async Task An_order_that_is_updated_is_not_shown_again()
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { StartTime = world.Time.Now.AddHours(-1) });
        world.Exchange.Um.Arrive(1);
        Assert.Single((await LookAsync(world, watch)).Orders);

        world.Time.Advance(TimeSpan.FromDays(2));
        world.Exchange.Um.Update(1, seed: 1);
        WatchLook look = await LookAsync(world, watch);

        Assert.Empty(look.Orders);
        Assert.Equal(1, look.Markets.Single(market => market.Market == ForceOrderMarket.Um).Rows);
    }

    [Fact]
    public async Task A_look_is_one_request_for_each_list_and_begins_a_lookback_before_the_end_of_the_last()
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Lookback = TimeSpan.FromMinutes(5) });
        WatchLook first = await LookAsync(world, watch);
        WatchLook second = await LookAsync(world, watch);

        Assert.Equal(6, world.Requests.Count);
        Assert.All(second.Markets, (market, index) => Assert.Equal(first.Markets[index].CompleteUntil - TimeSpan.FromMinutes(5), market.From));
        Assert.Equal(TimeSpan.FromMinutes(1), world.Requests[^1].ReceivedAt - world.Requests[0].ReceivedAt);
    }

    [Theory]
    [InlineData(900)]
    [InlineData(1_200)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    public async Task The_next_look_begins_an_interval_later_however_long_that_is(int seconds)
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Interval = TimeSpan.FromSeconds(seconds) });

        await LookAsync(world, watch);
        DateTimeOffset next = watch.NextLook;
        await LookAsync(world, watch);

        Assert.Equal(world.Requests[0].ReceivedAt.AddSeconds(seconds), next);
        Assert.Equal(next, world.Requests[3].ReceivedAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(48)]
    public async Task A_stop_is_waited_for_however_long_it_is(int hours)
    {
        using var world = new WatchWorld();
        DateTimeOffset until = world.Time.Now.AddHours(hours);
        world.FaultFor = _ => world.Time.Now < until ? Fault.Banned(until - world.Time.Now) : null;
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Markets = [ForceOrderMarket.Margin] });

        Assert.IsType<IpBannedException>((await LookAsync(world, watch)).Markets[0].Failure);
        Assert.Null((await LookAsync(world, watch)).Markets[0].Failure);

        Assert.Equal(2, world.Requests.Count);
        Assert.InRange(world.Requests[1].ReceivedAt - until, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_symbol_that_one_futures_market_lacks_leaves_the_others_watched()
    {
        using var world = new WatchWorld();
        world.FaultFor = request => request.Path == SandboxExchange.CmForceOrdersPath ? Fault.Error(-1121) : null;
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Symbol = "BTCUSDT", PassesOverUnknownSymbol = true });

        WatchLook first = await LookAsync(world, watch);
        int before = world.Requests.Count;
        WatchLook second = await LookAsync(world, watch);

        Assert.Equal([ForceOrderMarket.Margin, ForceOrderMarket.Um], first.Markets.Select(market => market.Market));
        Assert.All(first.Markets.Concat(second.Markets), market => Assert.Null(market.Failure));
        Assert.Equal(2, world.Requests.Count - before);
        Assert.Empty(world.Recorder.Warnings);
    }

    [Fact]
    public async Task A_key_that_is_rejected_ends_the_watch()
    {
        using var world = new WatchWorld();
        world.FaultFor = _ => Fault.Error(-2015);
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery());

        WatchLook look = await LookAsync(world, watch);

        Assert.True(look.IsOver);
        Assert.All(look.Markets, market => Assert.IsType<ApiKeyRejectedException>(market.Failure));
        Assert.Empty(world.Recorder.Warnings);
    }

    [Fact]
    public async Task An_odd_response_ends_a_watch_that_has_seen_nothing_yet_and_passes_later()
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Markets = [ForceOrderMarket.Margin] });
        Assert.Null((await LookAsync(world, watch)).Markets[0].Failure);
        world.FaultFor = _ => Fault.NotJson;
        Assert.False((await LookAsync(world, watch)).IsOver);

        using IForceOrderWatch other = world.Watch(new ForceOrderWatchQuery { Markets = [ForceOrderMarket.Margin] });
        Assert.True((await LookAsync(world, other)).IsOver);
    }

    [Fact]
    public async Task A_list_whose_history_no_longer_reaches_back_says_so()
    {
        using var world = new WatchWorld();
        using IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { StartTime = world.Time.Now.AddDays(-100), Markets = [ForceOrderMarket.Um] });

        Assert.NotNull((await LookAsync(world, watch)).Markets[0].HistoryStart);
        Assert.Null((await LookAsync(world, watch)).Markets[0].HistoryStart);
    }

    /// <summary>A run of one look, which remembers it.</summary>
    private static async Task<WatchLook> RunAsync(WatchWorld world, ForceOrderWatchQuery query)
    {
        using IForceOrderWatch watch = world.Watch(query);
        WatchLook look = await LookAsync(world, watch);
        watch.Commit();
        return look;
    }

    private static Task<WatchLook> LookAsync(WatchWorld world, IForceOrderWatch watch) => world.Finish(watch.LookAsync(TestContext.Current.CancellationToken));
}
