using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Requests;

/// <summary>The clock of one exchange host, as its responses show it.</summary>
internal sealed class ExchangeClock(ServerClock clock, TimeProvider time) : IExchangeClock
{
    /// <inheritdoc/>
    public long Elapsed => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <inheritdoc/>
    public long Local => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public long Earliest => clock.Range.Earliest.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public long Latest => clock.Range.Latest.ToUnixTimeMilliseconds() + 1;
}
