using System.Management.Automation;

namespace PortfolioMargin.Errors;

/// <summary>The one place where typed exceptions become error records.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of a failure.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">What it happened to: a profile's name or a parameter's value; never anything secret.</param>
    internal static ErrorRecord From(PortfolioMarginException failure, object? target)
    {
        ErrorAdvice advice = ErrorAdvice.For(failure);
        return new ErrorRecord(failure, advice.Id, advice.Category, target)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = advice.RecommendedAction },
        };
    }
}
