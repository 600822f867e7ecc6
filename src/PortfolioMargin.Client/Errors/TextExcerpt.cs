using System.Text;

namespace PortfolioMargin.Client.Errors;

/// <summary>Cuts foreign text and bytes down to what may stand in a message.</summary>
internal static class TextExcerpt
{
    /// <summary>The longest excerpt of a value, in characters.</summary>
    public const int MaximumValueLength = 40;

    private const int MaximumBytesOfCharacter = 4;

    /// <summary>The beginning of a value of the answer; bytes that are not UTF-8 show as replacement characters.</summary>
    public static string OfValue(ReadOnlySpan<byte> utf8)
    {
        // One character more than fits, so that what follows sees that something was cut off.
        int length = Math.Min(utf8.Length, (MaximumValueLength + 1) * MaximumBytesOfCharacter);
        return SafeText.ForDisplay(Encoding.UTF8.GetString(utf8.Slice(0, length).ToArray()), MaximumValueLength);
    }
}
