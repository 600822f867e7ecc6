using PortfolioMargin.Client.Transport;

namespace PortfolioMargin.Client.Tests.Transport;

/// <summary>A governor half a minute after noon, and an exchange that answers as told.</summary>
public abstract class GovernorTestBase
{
    protected GovernorTestBase()
    {
        Governor = new Governor(Time);
        Reporter = new WaitReporter(Recorder);
    }

    private protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    private protected VirtualTime Time { get; } = new(VirtualTime.Noon.AddSeconds(30));

    private protected Recorder Recorder { get; } = new();

    private protected WaitReporter Reporter { get; }

    private protected Governor Governor { get; }

    private protected Task<Admission> Enter() => Governor.EnterAsync(Reporter, CancellationToken.None).AsTask();

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

    private protected void Leave(params UsedWeight[] weights) => Governor.Leave(
        new CompletedRequest(true, Time.Now, weights, Time.GetTimestamp(), Time.GetTimestamp(), CapacitySignal.Good));

    private protected void Leave(int weight, DateTimeOffset? date = null, long? sent = null) => Governor.Leave(
        new CompletedRequest(true, date ?? Time.Now, [new UsedWeight(Minute, weight)], sent ?? Time.GetTimestamp(), Time.GetTimestamp(), CapacitySignal.Good));

    private protected DateTimeOffset? Leave(CapacitySignal signal, TimeSpan? holdFor) => Governor.Leave(
        new CompletedRequest(true, Time.Now, [], Time.GetTimestamp(), Time.GetTimestamp(), signal, holdFor));
}
