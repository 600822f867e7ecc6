using System.Security.Cryptography;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class StoppableReadTests
{
    [Fact]
    public async Task A_stop_ends_the_wait_at_once_and_what_comes_later_is_disposed()
    {
        using var stop = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using var late = new Disposed();
        Task waiting = Task.Run(
            () => StoppableRead.Run(
                () =>
                {
                    started.Set();
                    goOn.Wait(CancellationToken.None);
                    return late;
                },
                stop.Token),
            TestContext.Current.CancellationToken);

        started.Wait(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(late.Done.IsCompleted);

        goOn.Set();
        await late.Done.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_the_work_throws_comes_out_as_it_is()
    {
        var thrown = new InvalidOperationException();
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => StoppableRead.Run<Disposed>(() => throw thrown, CancellationToken.None)));
    }

    [Fact]
    public void After_a_stop_no_work_is_begun()
    {
        bool begun = false;
        Assert.Throws<OperationCanceledException>(() => StoppableRead.Run(
            () =>
            {
                begun = true;
                return new Disposed();
            },
            new CancellationToken(canceled: true)));
        Assert.False(begun);
    }

    [Fact]
    public void A_derivation_of_many_rounds_is_given_up()
    {
        string pem = PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", SlowKey.Encode(9_000_000));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        // It would take seconds to the end, and then be a wrong passphrase.
        Assert.Throws<OperationCanceledException>(() => RequestSigners.FromPrivateKeyText(Secure.Text(pem), Secure.Text("any"), cancellationToken: stop.Token));
    }

    private sealed class Disposed : IDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public void Dispose() => _done.TrySetResult();
    }
}
