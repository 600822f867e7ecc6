using System.Management.Automation;

namespace PortfolioMargin.Errors;

/// <summary>The one place where typed exceptions become error records.</summary>
internal static class ErrorRecords
{
    private const int MaximumNameLength = 1_000;

    /// <summary>The record of a failure.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">What it happened to: a profile's name or a parameter's value; never anything secret, never the request or the cmdlet.</param>
    /// <param name="advice">What a person does next.</param>
    /// <param name="profile">The profile, where there may be several and the message alone would not tell which.</param>
    internal static ErrorRecord From(PortfolioMarginException failure, object? target, string advice, string? profile = null)
    {
        ErrorAdvice kind = ErrorAdvice.For(failure);
        profile = profile is null ? null : SafeText.ForDisplay(profile, MaximumNameLength);
        target = target is string name ? SafeText.ForDisplay(name, MaximumNameLength) : target;
        bool isNamed = profile is null || failure.Message.Contains($"'{profile}'");
        return new ErrorRecord(failure, kind.Id, kind.Category, target)
        {
            ErrorDetails = new ErrorDetails(isNamed ? failure.Message : $"Profile '{profile}': {failure.Message}")
            {
                RecommendedAction = advice,
            },
        };
    }
}
