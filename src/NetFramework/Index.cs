namespace System;

/// <summary>A place in a list, from its beginning or, written <c>^n</c>, from its end. The compiler looks for it by name; .NET Framework lacks it.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct Index(int value, bool fromEnd = false)
{
    /// <summary>How far from the beginning or the end.</summary>
    public int Value => value;

    /// <summary>Whether <see cref="Value"/> is counted from the end.</summary>
    public bool IsFromEnd => fromEnd;

    /// <summary>The place, from the beginning, in a list of some length.</summary>
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
