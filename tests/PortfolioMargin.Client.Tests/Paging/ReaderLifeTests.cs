using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>A reader after it has failed, and one that is disposed of while it reads.</summary>
public sealed class ReaderLifeTests
{
    [Fact]
    public void Who_reads_on_after_a_failure_is_told_of_it_again()
    {
        var exchange = new FakePageSource(500, ListOrder.OldestFirst, 1) { RequestErrors = number => number == 3 ? new ServerUnavailableException("down") : null };
        using ForceOrderReader reader = exchange.Reader(new());

        Assert.Throws<ServerUnavailableException>(() =>
        {
            while (Next(exchange, reader) is not null)
            {
            }
        });

        Assert.Throws<ServerUnavailableException>(() => Next(exchange, reader));
    }

    [Fact]
    public void After_the_end_there_is_nothing_more()
    {
        var exchange = new FakePageSource(3, ListOrder.OldestFirst, 1);
        using ForceOrderReader reader = exchange.Reader(new());

        Assert.Equal(3, Next(exchange, reader)!.Count);
        Assert.Null(Next(exchange, reader));
        Assert.Null(Next(exchange, reader));
    }

    [Fact]
    public async Task Disposing_ends_a_read_that_takes_its_time_to_end()
    {
        var pages = new SlowToEnd();
        var clock = new FakeTimeProvider();
        var reader = new ForceOrderReader(new(), pages, clock, clock.GetUtcNow);
        Task read = reader.ReadAsync(TestContext.Current.CancellationToken);

        Task disposal = Task.Run(reader.Dispose, TestContext.Current.CancellationToken);
        await pages.Cancelled;
        Assert.False(disposal.IsCompleted);
        pages.End();

        await disposal;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private static IReadOnlyList<ForceOrder>? Next(FakePageSource exchange, ForceOrderReader reader)
    {
        Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(TestContext.Current.CancellationToken);
        while (!read.IsCompleted)
        {
            exchange.AnswerOne();
        }

        return read.GetAwaiter().GetResult();
    }

    /// <summary>A source whose reads end some time after they were cancelled.</summary>
    private sealed class SlowToEnd : IPageSource
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Cancelled => _cancelled.Task;

        public void End() => _mayEnd.SetResult();

        public async Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(_cancelled.SetResult))
            {
                await _mayEnd.Task;
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
