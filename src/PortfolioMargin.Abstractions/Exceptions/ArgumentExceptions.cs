namespace PortfolioMargin;

/// <summary>A value that was given cannot be used. Nothing was sent because of it.</summary>
/// <param name="message">What is wrong with it; never the value of a secret.</param>
public sealed class InvalidParameterException(string message) : PortfolioMarginException(message);

/// <summary>The window of time that was given cannot be used: it starts after it ends. Nothing was sent because of it.</summary>
/// <param name="message">What is wrong with it.</param>
public sealed class InvalidTimeRangeException(string message) : PortfolioMarginException(message);

/// <summary>The window begins before the time to which the exchange's list reaches back.</summary>
/// <param name="message">What happened, with the earliest time.</param>
public sealed class HistoryLimitException(string message) : PortfolioMarginException(message)
{
    /// <summary>The earliest time that can be asked for.</summary>
    public DateTimeOffset? EarliestTime { get; init; }
}
