namespace PortfolioMargin.Client.Endpoints;

/// <summary>A window of time in Unix milliseconds; an end that is <see langword="null"/> is not sent, and so left to the exchange.</summary>
internal readonly record struct TimeWindow(long? Start, long? End);
