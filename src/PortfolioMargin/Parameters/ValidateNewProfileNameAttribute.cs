using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>Accepts names that can be typed, seen and found again: not blank, not very long, without wildcard, control and invisible characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNewProfileNameAttribute : ValidateArgumentsAttribute
{
    private const int MaximumLength = 200;

    /// <summary>Checks a name.</summary>
    /// <param name="arguments">The name.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">It is not a name for a profile.</exception>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Complaint(arguments as string) is { } complaint)
        {
            throw new ValidationMetadataException(complaint);
        }
    }

    /// <summary>Why this is no name for a profile; <see langword="null"/> when it is one.</summary>
    internal static string? Complaint(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "A profile's name cannot be blank."
        : WildcardPattern.ContainsWildcardCharacters(name) || !SafeText.IsHarmless(name!, MaximumLength)
            ? "A profile's name cannot have wildcard characters (* ? [ ]), control or invisible characters in it, or be very long."
        : null;
}
