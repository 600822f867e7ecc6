using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>A governor half a minute after noon, and an exchange that answers as told.</summary>
public abstract class RateLimiterTestBase
{
    protected RateLimiterTestBase()
    {
        RateLimiter = new RateLimiter(Time);
        Reporter = new WaitReporter(Recorder);
    }

    private protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    private protected VirtualTime Time { get; } = new(VirtualTime.Noon.AddSeconds(30));

    private protected Recorder Recorder { get; } = new();

    private protected WaitReporter Reporter { get; }

    private protected RateLimiter RateLimiter { get; }

    private protected Task<AcquireResult> Enter() => RateLimiter.AcquireAsync(Reporter, CancellationToken.None).AsTask();

    private protected void Answer(int weight, TimeSpan exchangeAhead = default)
    {
        Assert.True(Enter().IsCompleted);
        Leave(weight, Time.Now + exchangeAhead);
    }

    private protected void Answer(params UsedWeight[] weights)
    {
        Assert.True(Enter().IsCompleted);
        Leave(weights);
    }

    private protected void Leave(params UsedWeight[] weights) => RateLimiter.Leave(
        new ResponseFeedback(true, Time.Now, weights, Time.GetTimestamp(), Time.GetTimestamp(), ServerSignal.Good));

    private protected void Leave(int weight, DateTimeOffset? date = null, long? sent = null) => RateLimiter.Leave(
        new ResponseFeedback(true, date ?? Time.Now, [new UsedWeight(Minute, weight)], sent ?? Time.GetTimestamp(), Time.GetTimestamp(), ServerSignal.Good));

    private protected DateTimeOffset? Leave(ServerSignal signal, TimeSpan? holdFor) => RateLimiter.Leave(
        new ResponseFeedback(true, Time.Now, [], Time.GetTimestamp(), Time.GetTimestamp(), signal, holdFor));
}
