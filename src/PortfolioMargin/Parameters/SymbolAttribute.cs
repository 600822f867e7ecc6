using System.Management.Automation;

namespace PortfolioMargin.Parameters;

/// <summary>Writes a symbol as the exchange does: no blanks around it, in capitals. What is inside is left to the exchange to judge.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SymbolAttribute : ArgumentTransformationAttribute
{
    /// <summary>Trims text and puts it into capitals.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <exception cref="ArgumentTransformationMetadataException">Nothing is left.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is not string text ? inputData
            : text.Trim() is { Length: > 0 } symbol ? symbol.ToUpperInvariant()
            : throw new ArgumentTransformationMetadataException("A symbol cannot be blank. Give one such as BTCUSDT, or leave the parameter out.");
    }
}
