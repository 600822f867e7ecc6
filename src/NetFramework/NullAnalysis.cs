namespace System.Diagnostics.CodeAnalysis;

/// <summary>When the method returns <see cref="ReturnValue"/>, the argument may be null though its type says otherwise.</summary>
[Microsoft.CodeAnalysis.Embedded]
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MaybeNullWhenAttribute(bool returnValue) : Attribute
{
    /// <summary>The result it holds for.</summary>
    public bool ReturnValue => returnValue;
}

/// <summary>The result is not null when the named argument is not null.</summary>
[Microsoft.CodeAnalysis.Embedded]
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = true)]
internal sealed class NotNullIfNotNullAttribute(string parameterName) : Attribute
{
    /// <summary>The argument.</summary>
    public string ParameterName => parameterName;
}
