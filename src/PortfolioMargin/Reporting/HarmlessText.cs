using System.Globalization;
using System.Text;

namespace PortfolioMargin.Reporting;

/// <summary>Makes text from outside fit to be shown: on one line, and without characters that act instead of being seen.</summary>
internal static class HarmlessText
{
    /// <summary>More than any symbol, side or profile has that a person gave.</summary>
    private const int MaximumLength = 120;

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The text with a replacement character for each control, bidirectional or other invisible character, and for each half of a surrogate
    /// pair that has lost its other half.
    /// </summary>
    public static string Of(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                shown.Append(SafeText.IsShown(CharUnicodeInfo.GetUnicodeCategory(text, i)) ? text.Substring(i, 2) : Replacement.ToString());
                i++;
            }
            else
            {
                shown.Append(IsShown(text[i]) ? text[i] : Replacement);
            }
        }

        return shown.ToString();
    }

    /// <summary>The same of a name: what is beyond 120 characters is cut off, and an ellipsis says so.</summary>
    public static string OfName(string name)
    {
        int end = name.Length <= MaximumLength ? name.Length : char.IsHighSurrogate(name[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength;
        return end < name.Length ? Of(name.Substring(0, end)) + "…" : Of(name);
    }

    private static bool IsPlain(char character) => character is >= ' ' and <= '~';

    private static bool IsShown(char character) =>
        character is ZeroWidthJoiner or ZeroWidthNonJoiner || SafeText.IsShown(char.GetUnicodeCategory(character));
}
