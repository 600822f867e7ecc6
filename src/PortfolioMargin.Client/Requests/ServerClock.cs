using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>
/// The exchange's clock as far as this machine can tell. Timestamps follow the local clock plus an offset that only a refused
/// timestamp (-1021) changes: a clock that is accepted is left alone, and so is one that only a slow request made look wrong.
/// Safe for several threads.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    private static readonly TimeSpan HalfASecond = TimeSpan.FromMilliseconds(500);

    /// <summary>The exchange accepts timestamps up to a second ahead of its clock.</summary>
    private static readonly TimeSpan AcceptedAhead = TimeSpan.FromSeconds(1);

    /// <summary>The exchange accepts timestamps that are at most as old as the largest <c>recvWindow</c>.</summary>
    private static readonly TimeSpan AcceptedBehind = TimeSpan.FromMilliseconds(ClientOptions.MaximumReceiveWindow);

    private readonly object _gate = new();
    private readonly ClockOffsetBounds _bounds = new();
    private TimeSpan _offset;
    private int _version;

    /// <summary>The best guess at the exchange's time: ours, corrected, and within what <c>Date</c> headers allow.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                long local = time.GetUtcNow().UtcTicks;
                return ServerDate.Clamp(_bounds.Clamp(local + _offset.Ticks, local));
            }
        }
    }

    /// <summary>
    /// The earliest and the latest time that the exchange's clock can show now. As long as no response had a <c>Date</c>, that is our best
    /// guess and what a request may be off by when it is accepted. The clock that writes the <c>Date</c> may be ahead of the one that stamps
    /// orders, so the earliest is never later than what an accepted request proves by itself.
    /// </summary>
    public (DateTimeOffset Earliest, DateTimeOffset Latest) Range
    {
        get
        {
            lock (_gate)
            {
                long local = time.GetUtcNow().UtcTicks;
                DateTimeOffset ours = new(local + _offset.Ticks, TimeSpan.Zero);
                return _bounds.Known
                    ? (new DateTimeOffset(Math.Min(_bounds.Earliest(local), (ours - AcceptedAhead).UtcTicks), TimeSpan.Zero), new DateTimeOffset(_bounds.Latest(local), TimeSpan.Zero))
                    : (ours - AcceptedAhead, ours + AcceptedBehind);
            }
        }
    }

    /// <summary>A fresh timestamp for a request, and the version of the offset it was made with.</summary>
    public SignedTimestamp Stamp()
    {
        lock (_gate)
        {
            return new SignedTimestamp((time.GetUtcNow().UtcTicks + _offset.Ticks - UnixEpochTicks) / TimeSpan.TicksPerMillisecond, _version);
        }
    }

    /// <summary>
    /// Whether an exchange can have accepted a timestamp and have told this <c>Date</c>: it accepts what is at most a second ahead of its
    /// clock, and at most a receive window behind it.
    /// </summary>
    /// <param name="stamp">The timestamp of the request that was accepted.</param>
    /// <param name="date">The response's <c>Date</c>, in whole seconds.</param>
    /// <param name="roundTrip">From sending to the response's headers.</param>
    public static bool CanHaveAccepted(SignedTimestamp stamp, DateTimeOffset date, TimeSpan roundTrip)
    {
        TimeSpan ahead = date - DateTimeOffset.FromUnixTimeMilliseconds(stamp.Milliseconds);
        return ahead > -(AcceptedAhead + TimeSpan.FromSeconds(1)) && ahead <= AcceptedBehind + roundTrip;
    }

    /// <summary>Takes the <c>Date</c> of a response that accepted a request into account, for <see cref="Now"/> only.</summary>
    public void Observe(DateTimeOffset date, DateTimeOffset sentAt, DateTimeOffset receivedAt)
    {
        lock (_gate)
        {
            _bounds.Observe(date, sentAt.UtcTicks, receivedAt.UtcTicks);
        }
    }

    /// <summary>
    /// Corrects the offset after a refused timestamp. When what <c>Date</c> headers show does not contradict the offset in use, the
    /// request was late and the offset stands; so it does when another answer has corrected it since the request was signed. Else it
    /// is taken from the headers, never added to the one before.
    /// </summary>
    /// <param name="stampVersion">The <see cref="SignedTimestamp.Version"/> the refused request was signed with.</param>
    /// <param name="date">The refusal's <c>Date</c>.</param>
    /// <param name="sentAt">When the request was sent, by the local clock.</param>
    /// <param name="receivedAt">When the refusal arrived, by the local clock.</param>
    public void Correct(int stampVersion, DateTimeOffset date, DateTimeOffset sentAt, DateTimeOffset receivedAt)
    {
        lock (_gate)
        {
            _bounds.Observe(date, sentAt.UtcTicks, receivedAt.UtcTicks);
            if (stampVersion == _version && !_bounds.Allows(_offset.Ticks))
            {
                _offset = TimeSpan.FromTicks(_bounds.Middle);
                _version++;
            }
        }
    }

    /// <summary>The exchange's clock minus ours: the middle of the header's second against the middle of the round trip.</summary>
    public static TimeSpan OffsetOf(DateTimeOffset date, DateTimeOffset sentAt, DateTimeOffset receivedAt) =>
        date - sentAt + HalfASecond - TimeSpan.FromTicks((receivedAt - sentAt).Ticks / 2);

    /// <summary>As <see cref="OffsetOf"/>, or zero when the clocks may well agree, seen through a header of whole seconds.</summary>
    public static TimeSpan VisibleOffsetOf(DateTimeOffset date, DateTimeOffset sentAt, DateTimeOffset receivedAt) =>
        date <= receivedAt && sentAt - date <= TimeSpan.FromSeconds(1) ? TimeSpan.Zero : OffsetOf(date, sentAt, receivedAt);
}

/// <summary>A timestamp to sign with.</summary>
/// <param name="Milliseconds">Unix milliseconds by the exchange's clock.</param>
/// <param name="Version">Counts the corrections of that clock.</param>
internal readonly record struct SignedTimestamp(long Milliseconds, int Version);
