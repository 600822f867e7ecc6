using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>Accepts names that can be typed and found again: not blank, without wildcard and control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNewProfileNameAttribute : ValidateArgumentsAttribute
{
    /// <summary>Checks a name.</summary>
    /// <param name="arguments">The name.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">It is not a name for a profile.</exception>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not string name || string.IsNullOrWhiteSpace(name))
        {
            throw new ValidationMetadataException("A profile's name cannot be blank.");
        }

        if (WildcardPattern.ContainsWildcardCharacters(name) || name.Any(char.IsControl))
        {
            throw new ValidationMetadataException("A profile's name cannot have wildcard characters (* ? [ ]) or control characters in it.");
        }
    }
}
