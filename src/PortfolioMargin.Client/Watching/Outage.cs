using static System.FormattableString;

namespace PortfolioMargin.Client.Watching;

/// <summary>Tells of passing failures: one warning when they begin, one more when a ban comes on top, and one when they are over.</summary>
/// <param name="warn">Told the sentences.</param>
internal sealed class Outage(Action<string>? warn)
{
    private DateTimeOffset? _since;
    private bool _isBan;

    /// <summary>Hears of a look.</summary>
    /// <param name="markets">What became of each list.</param>
    /// <param name="now">When the look ended, by this machine's clock.</param>
    /// <param name="next">When the next one begins.</param>
    public void Hear(IReadOnlyList<MarketLook> markets, DateTimeOffset now, DateTimeOffset next)
    {
        MarketLook[] failed = [.. markets.Where(market => market is { Failure: not null, IsPassing: true })];
        if (failed.Length == 0)
        {
            End(now);
            return;
        }

        PortfolioMarginException? ban = failed.Select(market => market.Failure).FirstOrDefault(failure => failure is IpBannedException);
        if (_since is null || (ban is not null && !_isBan))
        {
            string which = failed.Length == markets.Count ? "The watch cannot see anything" : $"The watch cannot see {string.Join(" and ", failed.Select(market => market.Market))} orders";
            warn?.Invoke(Invariant($"{which} just now, and goes on: {(ban ?? failed[0].Failure)!.Message} The next look is at {next.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."));
        }

        _since ??= now;
        _isBan = ban is not null;
    }

    private void End(DateTimeOffset now)
    {
        if (_since is { } since)
        {
            warn?.Invoke(Invariant($"The watch sees everything again, after {(now - since).TotalSeconds:0} s. What came meanwhile comes out now."));
        }

        (_since, _isBan) = (null, false);
    }
}
