using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>Who waits, for what, and who goes first afterwards.</summary>
public sealed class RateLimiterWaitTests : RateLimiterTestBase
{
    [Fact]
    public async Task A_wait_of_more_than_five_minutes_is_refused_at_once_and_says_until_when()
    {
        Answer(new UsedWeight(TimeSpan.FromHours(1), 342_000));

        AcquireResult permit = await Acquire();

        Assert.Equal(new AcquireResult(WaitReason.TooLong, VirtualTime.Noon.AddHours(1).AddSeconds(1)), permit);
    }

    [Fact]
    public void First_come_first_served()
    {
        Answer(weight: 5700);
        Task<AcquireResult> first = Acquire();
        Task<AcquireResult> second = Acquire();
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(first.IsCompleted);
        Assert.True(second.IsCompleted);

        Complete(weight: 5699);
        Complete(weight: 5699);
        Task<AcquireResult> third = Acquire();
        Task<AcquireResult> fourth = Acquire();

        Assert.True(third.IsCompleted);
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public void Until_a_minutes_first_answer_sixteen_are_in_flight_at_most()
    {
        Task<AcquireResult>[] all = [.. Enumerable.Range(0, 18).Select(_ => Acquire())];
        Assert.Equal(16, all.Count(permit => permit.IsCompleted));

        Complete(weight: 1);

        Assert.Equal(18, all.Count(permit => permit.IsCompleted));
        Assert.Empty(Recorder.Waits);
    }

    [Fact]
    public void A_429_stops_everything_and_then_one_request_goes_first()
    {
        Task[] inFlight = [Acquire(), Acquire()];
        DateTimeOffset? until = Complete(ServerSignal.RateLimited, TimeSpan.FromSeconds(7));
        Complete(weight: 2);
        Task<AcquireResult>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => Acquire())];

        Assert.Equal(Time.Now.AddSeconds(7), until);
        Time.AdvanceTo(until!.Value.AddMilliseconds(-1));
        Assert.Equal(0, waiting.Count(permit => permit.IsCompleted));
        Time.AdvanceTo(until.Value);
        Assert.Equal(1, waiting.Count(permit => permit.IsCompleted));
        Complete(weight: 3);
        Assert.Equal(3, waiting.Count(permit => permit.IsCompleted));
        Complete(weight: 4);
        Assert.Equal(5, waiting.Count(permit => permit.IsCompleted));
        Assert.Single(Recorder.Waits);
    }

    [Fact]
    public void Of_two_429_the_longer_wait_holds()
    {
        Task[] inFlight = [Acquire(), Acquire()];
        DateTimeOffset? longer = Complete(ServerSignal.RateLimited, TimeSpan.FromSeconds(70));
        DateTimeOffset? shorter = Complete(ServerSignal.RateLimited, TimeSpan.FromSeconds(2));

        Assert.Equal(longer, shorter);
    }

    [Fact]
    public void System_throttling_halves_what_is_in_flight()
    {
        Task[] inFlight = [.. Enumerable.Range(0, 9).Select(_ => Acquire())];

        Complete(ServerSignal.Overloaded);

        Task<AcquireResult> next = Acquire();
        for (int left = 8; left > 4; left--)
        {
            Assert.False(next.IsCompleted);
            Complete(ServerSignal.Unknown);
        }

        Complete(ServerSignal.Unknown);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_ban_sends_away_who_waits_and_who_comes_until_it_ends()
    {
        Task[] inFlight = [Acquire(), Acquire()];
        Complete(ServerSignal.RateLimited, TimeSpan.FromSeconds(100));
        Task<AcquireResult> waiting = Acquire();

        DateTimeOffset until = Complete(ServerSignal.Banned, TimeSpan.FromHours(2))!.Value;

        Assert.Equal(new AcquireResult(WaitReason.Ban, until), await waiting);
        Time.AdvanceTo(until.AddMilliseconds(-1));
        Assert.Equal(new AcquireResult(WaitReason.Ban, until), await Acquire());
        Time.AdvanceTo(until);
        Assert.True((await Acquire()).IsGranted);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_takes_nobodys_place()
    {
        Answer(weight: 5700);
        using var cancelled = new CancellationTokenSource();
        Task<AcquireResult> first = RateLimiter.AcquireAsync(1, Reporter, cancelled.Token).AsTask();
        Task<AcquireResult> second = Acquire();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Time.AdvanceTo(VirtualTime.Noon.AddSeconds(61));
        Assert.True(second.IsCompleted);
    }
}
