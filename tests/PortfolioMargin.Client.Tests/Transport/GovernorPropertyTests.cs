using CsCheck;

namespace PortfolioMargin.Client.Tests.Transport;

/// <summary>
/// The exchange never counts more than its limit in a minute because of us: never more than 95 % of it plus what others used
/// unseen. Unseen is what others use in that minute and no answer had told us when the last of our requests counted so far was
/// let go; so the limit itself holds as long as that is no more than the 5 % kept in reserve. Of a request we gave up on it is
/// assumed that it had reached the exchange by then.
/// </summary>
public sealed class GovernorPropertyTests
{
    private static readonly Gen<SimulatedRequest> Request =
        from wantedAt in Gen.Frequency((3, Gen.Int[0, 4_000]), (2, Gen.Int[0, 150_000]), (2, Gen.Int[36_000, 44_000]))
        from up in Gen.Frequency((5, Gen.Int[1, 80]), (1, Gen.Int[1, 3_000]))
        from service in Gen.Frequency((5, Gen.Int[0, 50]), (1, Gen.Int[0, 1_500]))
        from down in Gen.Frequency((5, Gen.Int[1, 80]), (1, Gen.Int[1, 6_000]))
        from lost in Gen.Frequency((15, Gen.Const(false)), (1, Gen.Const(true)))
        select new SimulatedRequest(wantedAt, up, service, down, lost);

    private static readonly Gen<OtherUse> Others =
        from at in Gen.Frequency((1, Gen.Int[0, 150_000]), (1, Gen.Int[38_000, 42_000]))
        from weight in Gen.Frequency((4, Gen.Int[1, 60]), (2, Gen.Int[100, 1_500]), (1, Gen.Int[5_000, 5_690]))
        select new OtherUse(at, weight);

    [Fact]
    public void The_limit_of_a_minute_is_never_passed_because_of_us() =>
        Gen.Select(Gen.Int[-5_000_000, 5_000_000], Request.Array[1, 250], Others.Array[0, 12]).Sample(
            (exchangeAhead, requests, others) =>
            {
                var simulation = new SimulatedLimit(TimeSpan.FromMilliseconds(exchangeAhead), requests, others);
                simulation.Run();
                return simulation.Breaches.Count == 0 && simulation.Done == requests.Length;
            },
            iter: 2_000);
}
