using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>A rate limiter half a minute after noon, and an exchange that answers as told.</summary>
public abstract class RateLimiterTestBase
{
    private readonly List<Task<AcquireResult>> _acquired = [];

    protected RateLimiterTestBase()
    {
        RateLimiter = new RateLimiter(Time, needsConnection: false);
        Reporter = new WaitReporter(Recorder);
    }

    private protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    private protected VirtualTime Time { get; } = new(VirtualTime.Noon.AddSeconds(30));

    private protected Recorder Recorder { get; } = new();

    private protected WaitReporter Reporter { get; }

    private protected RateLimiter RateLimiter { get; }

    private protected Task<AcquireResult> Acquire(int weight = 1)
    {
        Task<AcquireResult> permit = RateLimiter.AcquireAsync(weight, Reporter, CancellationToken.None).AsTask();
        _acquired.Add(permit);
        return permit;
    }

    /// <summary>Asks and is answered at once.</summary>
    private protected void Answer(int weight, TimeSpan exchangeAhead = default)
    {
        Assert.True(Acquire().IsCompleted);
        Complete(weight, Time.Now + exchangeAhead);
    }

    private protected void Answer(params UsedWeight[] weights)
    {
        Assert.True(Acquire().IsCompleted);
        Complete(weights);
    }

    private protected void Complete(params UsedWeight[] weights) => Complete(
        new ResponseFeedback(true, Time.Now, weights, Time.GetTimestamp(), Time.GetTimestamp(), ServerSignal.Accepted));

    private protected void Complete(int weight, DateTimeOffset? date = null, long? sent = null) => Complete(
        new ResponseFeedback(true, date ?? Time.Now, [new UsedWeight(Minute, weight)], sent ?? Time.GetTimestamp(), Time.GetTimestamp(), ServerSignal.Accepted));

    private protected DateTimeOffset? Complete(ServerSignal signal, TimeSpan? stopFor = null) => Complete(
        new ResponseFeedback(true, Time.Now, [], Time.GetTimestamp(), Time.GetTimestamp(), signal, stopFor));

    /// <summary>Gives up a request that was sent.</summary>
    private protected void Lose() => Complete(new ResponseFeedback(true, null, [], Time.GetTimestamp(), 0, ServerSignal.Unknown));

    /// <summary>Completes the oldest request in flight.</summary>
    private protected DateTimeOffset? Complete(in ResponseFeedback feedback)
    {
        Task<AcquireResult> oldest = _acquired.First(permit => permit.IsCompletedSuccessfully && permit.Result.IsGranted);
        _acquired.Remove(oldest);
        return RateLimiter.Complete(oldest.Result, feedback);
    }
}
