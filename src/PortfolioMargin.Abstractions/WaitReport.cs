namespace PortfolioMargin;

/// <summary>One wait.</summary>
public sealed class WaitReport
{
    /// <summary>Why, as a person would say it: the rest of "Waiting: …".</summary>
    public required string Reason { get; init; }

    /// <summary>How long.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>Until when, by this machine's clock.</summary>
    public required DateTimeOffset Until { get; init; }
}
