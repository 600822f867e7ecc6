using System.Management.Automation;
using System.Security;

namespace PortfolioMargin.Parameters;

/// <summary>
/// Refuses text where a <see cref="SecureString"/> belongs. The engine refuses it too, but repeats the text in its error message.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Passes a <see cref="SecureString"/> on.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is something else.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            SecureString secret => secret,
            _ => throw new ArgumentTransformationMetadataException("A SecureString is required, not plain text. Omit the parameter to be prompted, or use Read-Host -AsSecureString."),
        };
}
