namespace PortfolioMargin;

/// <summary>What is watched of one account, and how.</summary>
public sealed class ForceOrderWatchQuery
{
    /// <summary>How long after the beginning of a look the next one begins when nothing is said.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(1);

    /// <summary>How far a look reaches back when nothing is said.</summary>
    public static readonly TimeSpan DefaultLookback = TimeSpan.FromHours(1);

    /// <summary>The longest <see cref="Lookback"/>: together with an interval, a look still fits into the window that one request may have.</summary>
    public static readonly TimeSpan MaximumLookback = TimeSpan.FromDays(6);

    /// <summary>Which lists.</summary>
    public IReadOnlyList<ForceOrderMarket> Markets { get; init; } = [ForceOrderMarket.Margin, ForceOrderMarket.Um, ForceOrderMarket.Cm];

    /// <summary>Whether a market that does not know <see cref="Symbol"/> is passed over as long as another one is watched.</summary>
    public bool PassesOverUnknownSymbol { get; init; }

    /// <summary>One symbol: sent where the endpoint takes it, applied to the rows where it does not.</summary>
    public string? Symbol { get; init; }

    /// <summary>One kind; only for futures.</summary>
    public AutoCloseType? AutoCloseType { get; init; }

    /// <summary>
    /// From when; nothing older is asked for. <see langword="null"/> means from now: what is listed already is not new. A checkpoint that
    /// knows the market wins over both.
    /// </summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>From the beginning of one look to the beginning of the next.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>How far before the end of the last look each look begins, for orders that appear late; up to <see cref="MaximumLookback"/>.</summary>
    public TimeSpan Lookback { get; init; } = DefaultLookback;

    /// <summary>The full path of the file that remembers what was handed out; <see langword="null"/> when nothing is remembered.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Whether there is one look only: then a passing failure is the caller's, and no warning.</summary>
    public bool IsOnce { get; init; }
}
