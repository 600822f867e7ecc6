using System.Globalization;

namespace PortfolioMargin.Client.Keys;

/// <summary>The one rule for keys and secrets as people keep them: what is around them is cut off, what is inside must be plain.</summary>
internal static class CredentialText
{
    private const char FirstPlain = '!';
    private const char LastPlain = '~';

    /// <summary>Quotation marks that a text can stand in: each opening mark, and behind it the closing one.</summary>
    private const string QuotePairs = "\"\"''``“”‘’„“‚‘””’’«»‹›「」＂＂";

    /// <summary>The text without the white space, line breaks, invisible characters and pairs of quotation marks around it.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="name">What it is, for messages: "The API key".</param>
    /// <exception cref="InvalidParameterException">Nothing is left, or something inside is a quotation mark or not a printable ASCII character.</exception>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, string name)
    {
        ReadOnlySpan<char> inside = Trim(text);
        if (inside.IsEmpty)
        {
            throw new InvalidParameterException($"{name} is empty.");
        }

        for (int index = 0; index < inside.Length; index++)
        {
            if (inside[index] is < FirstPlain or > LastPlain || IsQuote(inside[index]))
            {
                throw new InvalidParameterException(FormattableString.Invariant(
                    $"{name} has {Describe(inside[index])} inside, at character {index + 1} of {inside.Length}. Copy it again, in one piece."));
            }
        }

        return inside;
    }

    /// <summary>The text without what people and programs put around it: white space, invisible characters, pairs of quotation marks.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int start = 0;
            int end = text.Length;
            while (start < end && IsAround(text[start]))
            {
                start++;
            }

            while (end > start && IsAround(text[end - 1]))
            {
                end--;
            }

            text = text.Slice(start, end - start);
            if (!IsQuoted(text))
            {
                return text;
            }

            text = text.Slice(1, text.Length - 2);
        }
    }

    private static bool IsQuoted(ReadOnlySpan<char> text)
    {
        for (int pair = 0; text.Length >= 2 && pair < QuotePairs.Length; pair += 2)
        {
            if (text[0] == QuotePairs[pair] && text[text.Length - 1] == QuotePairs[pair + 1])
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsQuote(char character) => QuotePairs.AsSpan().IndexOf(character) >= 0;

    private static bool IsAround(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static string Describe(char character) => character switch
    {
        '\r' or '\n' => "a line break",
        _ when IsQuote(character) => "a quotation mark",
        _ when char.IsWhiteSpace(character) => "a space",
        _ when char.IsControl(character) => "a control character",
        _ => "a character that is not ASCII",
    };
}
