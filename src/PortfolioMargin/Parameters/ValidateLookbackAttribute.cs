using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>Refuses a time that a look cannot reach back: a negative one, and one so long that a look would need several requests.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateLookbackAttribute : ValidateArgumentsAttribute
{
    /// <summary>Checks the value.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">It is out of range.</exception>
    protected override void Validate(object? arguments, EngineIntrinsics? engineIntrinsics)
    {
        if (arguments is TimeSpan lookback && (lookback < TimeSpan.Zero || lookback > ForceOrderWatchQuery.MaximumLookback))
        {
            throw new ValidationMetadataException(FormattableString.Invariant(
                $"A look reaches back from 0 to {ForceOrderWatchQuery.MaximumLookback.TotalDays:0} days. Give a TimeSpan such as 01:00:00 (one hour)."));
        }
    }
}
