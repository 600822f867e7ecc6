namespace PortfolioMargin.Sandbox.Http;

/// <summary>The exchange's clock: the given one, and how far off it is to be.</summary>
internal sealed class ExchangeClock(TimeProvider timeProvider, TimeSpan offset)
{
    private long _offsetTicks = offset.Ticks;

    /// <summary>How far the exchange is ahead of the given clock.</summary>
    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    /// <summary>What the given clock says, which no offset moves: waits are measured by it.</summary>
    public DateTimeOffset TrueNow => timeProvider.GetUtcNow();

    /// <summary>What the exchange believes the time to be.</summary>
    public DateTimeOffset Now => TrueNow + Offset;

    /// <summary>The same as a <c>Date</c> header tells it: whole seconds, cut off.</summary>
    public DateTimeOffset Date => new(Now.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary>Waits by the given clock.</summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var elapsed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timer = timeProvider.CreateTimer(_ => elapsed.TrySetResult(true), null, delay, Timeout.InfiniteTimeSpan);
        using (cancellationToken.Register(() => elapsed.TrySetCanceled(cancellationToken)))
        {
            await elapsed.Task.ConfigureAwait(false);
        }
    }
}
