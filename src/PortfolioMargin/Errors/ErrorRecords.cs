using System.Management.Automation;

namespace PortfolioMargin.Errors;

/// <summary>The one place where typed exceptions become error records.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of a failure.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">What it happened to: a profile's name or a parameter's value; never anything secret.</param>
    /// <param name="account">The profile, where there may be several and the message alone would not tell which.</param>
    internal static ErrorRecord From(PortfolioMarginException failure, object? target, string? account = null)
    {
        ErrorAdvice advice = ErrorAdvice.For(failure);
        bool isNamed = account is null || failure.Message.Contains($"'{account}'");
        return new ErrorRecord(failure, advice.Id, advice.Category, target)
        {
            ErrorDetails = new ErrorDetails(isNamed ? failure.Message : $"Profile '{account}': {failure.Message}") { RecommendedAction = advice.RecommendedAction },
        };
    }
}
