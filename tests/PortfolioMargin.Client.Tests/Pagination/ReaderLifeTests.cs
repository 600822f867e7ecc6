using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.Pagination;
using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>A reader after its end, after a failure, and one that is ended while it reads.</summary>
public sealed class ReaderLifeTests
{
    [Fact]
    public void Who_reads_on_after_a_failure_is_told_of_it_again()
    {
        FakePageSource? source = null;
        source = new FakePageSource(1, 0, 0) { Fault = _ => source!.Responses == 3 ? new ServerUnavailableException("down") : null };
        using var reader = new ForceOrderReader(Reading.List(source, Reading.Days(60)));
        Assert.Throws<ServerUnavailableException>(() =>
        {
            while (Next(source, reader) is not null)
            {
            }
        });
        Assert.Throws<ServerUnavailableException>(() => Next(source, reader));
    }

    [Fact]
    public void After_the_end_there_is_nothing_more()
    {
        FakePageSource source = Reading.Empty().AddEvenly(3, Epoch - Day, Epoch - 1);
        using var reader = new ForceOrderReader(Reading.List(source, Reading.Days(6)));
        Assert.Equal(3, Next(source, reader)!.Count);
        Assert.Null(Next(source, reader));
        Assert.Null(Next(source, reader));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_every_request_in_flight(bool byPages)
    {
        FakePageSource source = Reading.Empty().AddEvenly(900, Epoch - (90 * Day), Epoch - 1);
        using var stop = new CancellationTokenSource();
        using ForceOrderReader reader = Reader(source, byPages);
        Next(source, reader);
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(stop.Token);
        Assert.InRange(source.InFlight, 5, 8);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(0, source.InFlight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disposing_ends_every_request_in_flight(bool byPages)
    {
        FakePageSource source = Reading.Empty().AddEvenly(900, Epoch - (90 * Day), Epoch - 1);
        ForceOrderReader reader = Reader(source, byPages);
        Next(source, reader);
        Next(source, reader);
        Assert.InRange(source.InFlight, 1, 8);
        reader.Dispose();
        Assert.Equal(0, source.InFlight);
    }

    [Fact]
    public async Task Disposing_waits_for_a_read_that_takes_its_time_to_end()
    {
        var slow = new SlowToEnd();
        var reader = new ForceOrderReader(new PageList<ForceOrder>(slow, MarginForceOrders.Endpoint, new ForceOrderPageQuery()));
        Task read = reader.ReadAsync(TestContext.Current.CancellationToken);
        var disposal = Task.Run(reader.Dispose, TestContext.Current.CancellationToken);
        await slow.Cancelled;
        Assert.False(disposal.IsCompleted);
        slow.End();
        await disposal;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public void Progress_grows_to_its_end()
    {
        FakePageSource source = Reading.Empty().AddEvenly(100, Epoch - (90 * Day), Epoch - 1);
        CompleteList<ForceOrder> list = Reading.List(source, Reading.Days(90));
        using var reader = new ForceOrderReader(list);
        var seen = new List<double>();
        while (Next(source, reader) is not null)
        {
            seen.Add(list.Progress!.Value);
        }

        Assert.Equal(seen.Order(), seen);
        Assert.InRange(seen[0], 0.05, 0.1);
        Assert.Equal(1, list.Progress);
    }

    [Fact]
    public void What_futures_do_not_keep_any_more_is_not_asked_for_and_told()
    {
        FakePageSource source = new(1, 0, 0) { HasPages = false };
        CompleteList<ForceOrder> list = Reading.List(source.AddEvenly(40, Epoch - (89 * Day), Epoch - 1), Reading.Days(365));
        Assert.Equal(40, Reading.ReadAll(source, list).Count);
        long earliest = list.HistoryStart!.Value.ToUnixTimeMilliseconds();
        Assert.InRange(earliest, Epoch - (90 * Day), Epoch - (90 * Day) + (2 * 60_000));
        Assert.Equal(earliest, source.Requests.Min(request => request.Window.Start));
    }

    [Fact]
    public void A_start_that_was_at_the_limit_of_the_history_when_it_was_named_is_nothing_to_tell()
    {
        FakePageSource source = new(1, 0, 0) { HasPages = false };
        CompleteList<ForceOrder> list = Reading.List(source, Reading.Days(90));
        Reading.ReadAll(source, list);
        Assert.Null(list.HistoryStart);
        Assert.InRange(source.Requests.Min(request => request.Window.Start!.Value), Epoch - (90 * Day), Epoch - (90 * Day) + (2 * 60_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_list_without_a_start_has_no_more_in_flight_than_was_asked_for(int limit)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            FakePageSource source = new(seed, 350, 40 * Day) { Arrivals = 5, Updates = 10 };
            Reading.ReadAll(source, new ForceOrderQuery { ThrottleLimit = limit });
            Assert.InRange(source.MostInFlight, 1, limit);
        }
    }

    [Fact]
    public void The_list_is_complete_up_to_when_the_last_look_began()
    {
        FakePageSource source = Reading.Empty().AddEvenly(40, Epoch - (40 * Day), Epoch - 1);
        CompleteList<ForceOrder> list = Reading.List(source, Reading.Days(60));
        Reading.ReadAll(source, list);
        long complete = list.CompleteUntil!.Value.ToUnixTimeMilliseconds();
        Assert.InRange(complete, Epoch - source.ClockUncertainty, source.Now - source.ClockUncertainty);
    }

    private static ForceOrderReader Reader(FakePageSource source, bool byPages) => new(byPages
        ? new PageList<ForceOrder>(source, MarginForceOrders.Endpoint, new ForceOrderPageQuery { Take = 900, PageSize = 100, ThrottleLimit = 8 })
        : Reading.List(source, new ForceOrderQuery { StartTime = Reading.Days(90).StartTime, ThrottleLimit = 8 }));

    private static IReadOnlyList<ForceOrder>? Next(FakePageSource source, ForceOrderReader reader)
    {
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(TestContext.Current.CancellationToken);
        while (!read.IsCompleted)
        {
            source.AnswerOne();
        }

        return read.GetAwaiter().GetResult();
    }

    /// <summary>A source whose reads end some time after they were cancelled.</summary>
    private sealed class SlowToEnd : IPageSource<ForceOrder>
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Cancelled => _cancelled.Task;

        public void End() => _mayEnd.SetResult();

        public async Task<Page<ForceOrder>> ReadAsync(ListRequest request, CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(_cancelled.SetResult))
            {
                await _mayEnd.Task;
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
