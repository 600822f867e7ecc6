using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Client.Tests.Watching;

/// <summary>An hour of watching, in virtual time.</summary>
public sealed class WatchHourTests
{
    private static readonly DateTimeOffset Start = Requests.VirtualTime.Noon;

    [Fact]
    public async Task An_hour_with_a_limit_a_ban_a_silent_host_and_clock_jumps_loses_nothing_and_sends_nothing_it_must_not()
    {
        using var world = new WatchWorld();
        var began = new HashSet<string>();
        world.FaultFor = request =>
            At(request) >= 10 && began.Add("limit") ? Fault.Limit(TimeSpan.FromSeconds(90))
            : At(request) >= 20 && began.Add("ban") ? Fault.Ban(TimeSpan.FromMinutes(5))
            : null;
        SortedList<DateTimeOffset, Action> plan = Arrivals(world);
        plan.Add(Minute(35), () => world.IsSilent = true);
        plan.Add(Minute(43), () => world.IsSilent = false);
        plan.Add(Minute(50), () => world.Time.WallError = TimeSpan.FromHours(2));
        plan.Add(Minute(55), () => world.Time.WallError = TimeSpan.FromHours(-3));
        List<string> came = [];
        int looks = 0;

        using (IForceOrderWatch watch = world.Watch(new ForceOrderWatchQuery { Lookback = TimeSpan.FromMinutes(10) }))
        {
            while (world.Time.Now < Minute(60))
            {
                WatchLook look = await world.Finish(watch.LookAsync(TestContext.Current.CancellationToken), plan);
                watch.Commit();
                looks++;
                came.AddRange(look.Orders.Select(WatchWorld.NameOf));
            }
        }

        TestContext.Current.SendDiagnosticMessage($"looks {looks}, requests {world.Requests.Count}, orders {came.Count}, warnings {world.Recorder.Warnings.Count}: {string.Join(" | ", world.Recorder.Warnings)}");
        Assert.Equal(world.Listed.Order(), came.Order());
        Assert.InRange(looks, 42, 61);
        Assert.InRange(world.Requests.Count, 3 * (looks - 8), (3 * looks) + 30);
        double ban = world.Requests.First(request => request.Status == 418).ReceivedAt.Subtract(Start).TotalMinutes;
        Assert.DoesNotContain(world.Requests, request => At(request) > ban + 0.1 && At(request) < ban + 5);
        AssertWarnings(world.Recorder.Warnings);
    }

    private static void AssertWarnings(IEnumerable<string> warnings) => Assert.Collection(
        warnings,
        limit => Assert.Contains("A look took", limit, StringComparison.Ordinal),
        ban => Assert.Contains("The next look is at 2026-06-01 12:25", ban, StringComparison.Ordinal),
        over => Assert.Contains("sees everything again", over, StringComparison.Ordinal),
        silent => Assert.Contains("just now, and goes on", silent, StringComparison.Ordinal),
        over => Assert.Contains("sees everything again", over, StringComparison.Ordinal));

    private static DateTimeOffset Minute(double minute) => Start.AddMinutes(minute);

    private static double At(ReceivedRequest request) => (request.ReceivedAt - Start).TotalMinutes;

    /// <summary>Some orders every 37 seconds, in one list after the other; every third time they are dated up to nine minutes back.</summary>
    private static SortedList<DateTimeOffset, Action> Arrivals(WatchWorld world)
    {
        var plan = new SortedList<DateTimeOffset, Action>();
        for (int i = 1; i * 37 < 59 * 60; i++)
        {
            int number = i;
            plan.Add(Start.AddSeconds(number * 37), () => world.Markets[number % 3].Arrive(
                1 + (number % 2), number % 3 == 1 ? TimeSpan.FromSeconds(number * 11 % 540) : TimeSpan.Zero));
        }

        return plan;
    }
}
