namespace PortfolioMargin;

/// <summary>A report cannot be written where it was to go. What is there is as it was.</summary>
/// <param name="message">What happened.</param>
public sealed class ReportNotWritableException(string message) : PortfolioMarginException(message);

/// <summary>Where a report was to go is a file that is to stay.</summary>
/// <param name="message">What happened.</param>
public sealed class ReportExistsException(string message) : PortfolioMarginException(message);
