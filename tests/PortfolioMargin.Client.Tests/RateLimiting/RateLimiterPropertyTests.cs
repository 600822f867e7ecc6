using CsCheck;

namespace PortfolioMargin.Client.Tests.RateLimiting;

/// <summary>
/// The exchange never counts more than its limit in a minute because of us: never more than 95 % of it plus what others used
/// unseen. Unseen is what others use in that minute and no answer had told us when the last of our requests counted so far was
/// let go; so the limit itself holds as long as that is no more than the 5 % kept in reserve. Of a request we gave up on it is
/// assumed that it had reached the exchange by then; of the machines that answer, that their clocks are less than a second ahead of
/// the one that counts.
/// </summary>
public sealed class RateLimiterPropertyTests
{
    private static readonly Gen<SimulatedRequest> Request =
        from weight in Gen.Frequency((4, Gen.Const(1)), (2, Gen.Const(20)), (2, Gen.Const(50)))
        from wantedAt in Gen.Frequency((3, Gen.Int[0, 4_000]), (2, Gen.Int[0, 150_000]), (2, Gen.Int[37_000, 43_000]))
        from up in Gen.Frequency((5, Gen.Int[1, 80]), (1, Gen.Int[1, 3_000]))
        from service in Gen.Frequency((5, Gen.Int[0, 50]), (1, Gen.Int[0, 1_500]))
        from down in Gen.Frequency((5, Gen.Int[1, 80]), (1, Gen.Int[1, 6_000]))
        from lost in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
        select new SimulatedRequest(weight, wantedAt, up, service, down, lost);

    private static readonly Gen<OtherUse> Other =
        from at in Gen.Frequency((1, Gen.Int[0, 150_000]), (1, Gen.Int[38_000, 42_000]))
        from weight in Gen.Frequency((4, Gen.Int[1, 60]), (2, Gen.Int[100, 1_500]))
        select new OtherUse(at, weight);

    /// <summary>Mostly little, but with so much at the beginning of some minutes that we come near the limit.</summary>
    private static readonly Gen<OtherUse[]> Others =
        from little in Gen.Frequency((2, Other.Array[0, 8]), (1, Gen.Const(Array.Empty<OtherUse>())))
        from first in Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[5_560, 5_690]))
        from second in Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[5_560, 5_699]))
        from secondAt in Gen.Int[40_600, 42_000]
        select (OtherUse[])[.. little, new OtherUse(0, first), new OtherUse(secondAt, second)];

    private static readonly Gen<TimeSpan> ClockError =
        from minutes in Gen.Int[-90, 90]
        from milliseconds in Gen.Int[-600, 600]
        select TimeSpan.FromMinutes(minutes) + TimeSpan.FromMilliseconds(milliseconds);

    private static readonly Gen<TimeSpan> DateError = Gen.Int[0, 950].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void The_limit_of_a_minute_is_never_passed_because_of_us() =>
        Gen.Select(ClockError, DateError, Request.Array[1, 250], Others).Sample(
            (exchangeAhead, dateAhead, requests, others) =>
            {
                var simulation = new RateLimitSimulation(exchangeAhead, dateAhead, requests, others);
                simulation.Run();
                Assert.Empty(simulation.Breaches);
                Assert.Equal(requests.Length, simulation.Done);
            },
            iter: 3_000);
}
