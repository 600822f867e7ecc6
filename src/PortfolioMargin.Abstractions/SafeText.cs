using System.Globalization;
using System.Text;

namespace PortfolioMargin;

/// <summary>
/// Makes text from outside (the exchange, a proxy, a vault, a file) fit for a terminal, a message, a file or a report: one short line
/// that holds nothing a terminal would obey and nothing that changes the order in which text is read.
/// </summary>
internal static class SafeText
{
    private const char Ellipsis = '\u2026';
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The text without control characters (C0, DEL, C1, and with them every escape sequence's beginning), without bidirectional and
    /// other format characters, and cut. A line break or a tab becomes a space, half a surrogate pair the replacement character.
    /// </summary>
    /// <param name="text">Any text; <see langword="null"/> counts as empty.</param>
    /// <param name="maximumLength">The most characters of the result, at least 2. What is cut off shows as an ellipsis.</param>
    /// <returns>The text, trimmed; never <see langword="null"/>.</returns>
    public static string ForDisplay(string? text, int maximumLength)
    {
        string source = text ?? "";
        var kept = new StringBuilder(Math.Min(source.Length, maximumLength + 2));
        for (int i = 0; i < source.Length && kept.Length <= maximumLength; i++)
        {
            char character = source[i];
            if (char.IsSurrogate(character))
            {
                if (i + 1 == source.Length || !char.IsSurrogatePair(character, source[i + 1]))
                {
                    kept.Append(Replacement);
                }
                else if (IsShown(CharUnicodeInfo.GetUnicodeCategory(source, i)))
                {
                    kept.Append(character).Append(source[++i]);
                }
                else
                {
                    i++;
                }
            }
            else if (char.IsWhiteSpace(character))
            {
                kept.Append(' ');
            }
            else if (IsShown(CharUnicodeInfo.GetUnicodeCategory(character)))
            {
                kept.Append(character);
            }
        }

        return kept.Length <= maximumLength ? kept.ToString().Trim() : Cut(kept, maximumLength);
    }

    /// <summary>Whether a text is harmless as it is, wherever it is shown: not too long, and without what <see cref="ForDisplay"/> would take out or replace.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maximumLength">The most characters.</param>
    public static bool IsHarmless(string text, int maximumLength)
    {
        if (text.Length > maximumLength)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is (< ' ' or > '~') && !IsShown(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                return false;
            }

            i += i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
        }

        return true;
    }

    private static string Cut(StringBuilder kept, int maximumLength)
    {
        int end = char.IsHighSurrogate(kept[maximumLength - 2]) ? maximumLength - 2 : maximumLength - 1;
        return kept.ToString(0, end).Trim() + Ellipsis;
    }

    /// <summary>Whether characters of a category are seen, and do nothing else.</summary>
    public static bool IsShown(UnicodeCategory category) => category is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate);
}
