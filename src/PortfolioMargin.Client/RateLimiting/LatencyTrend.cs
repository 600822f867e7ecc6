namespace PortfolioMargin.Client.RateLimiting;

/// <summary>
/// Notices when responses take longer because too many are asked for at once. Not thread-safe: the rate limiter's lock guards it.
/// </summary>
/// <remarks>
/// The shortest latency of a round of responses is compared with the shortest one known: a single slow response shows nothing,
/// but when even the quickest one of a round is slow, there is a queue. Requests of different weights are not compared.
/// When it grew, the new latency becomes the one to compare with: a way that has become longer lowers the limit only once.
/// </remarks>
internal sealed class LatencyTrend
{
    /// <summary>A round shorter than this says little.</summary>
    private const int ShortestRound = 4;

    /// <summary>A latency has grown when it is more than twice as long, and longer by more than this.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, Round> _rounds = [];

    /// <summary>Takes a good response into account.</summary>
    /// <param name="weight">The request's weight.</param>
    /// <param name="latency">From sending to the response's headers.</param>
    /// <param name="roundLength">How many responses make a round.</param>
    /// <returns>Whether a round has ended that shows a longer latency.</returns>
    public bool HasGrown(int weight, TimeSpan latency, int roundLength)
    {
        if (!_rounds.TryGetValue(weight, out Round? round))
        {
            _rounds[weight] = round = new Round();
        }

        return round.Add(latency, Math.Max(ShortestRound, roundLength));
    }

    private sealed class Round
    {
        private TimeSpan _shortestKnown = TimeSpan.MaxValue;
        private TimeSpan _shortest = TimeSpan.MaxValue;
        private int _count;

        public bool Add(TimeSpan latency, int length)
        {
            _shortest = latency < _shortest ? latency : _shortest;
            if (++_count < length)
            {
                return false;
            }

            bool grew = _shortestKnown != TimeSpan.MaxValue && _shortest > _shortestKnown + _shortestKnown + Tolerance;
            _shortestKnown = grew || _shortest < _shortestKnown ? _shortest : _shortestKnown;
            (_shortest, _count) = (TimeSpan.MaxValue, 0);
            return grew;
        }
    }
}
