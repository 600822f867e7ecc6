
namespace PortfolioMargin.Client.Keys;

/// <summary>The one rule for keys and secrets as people paste them: what is around them is cut off, what is inside must be plain.</summary>
internal static class CredentialText
{
    private const char ByteOrderMark = '\uFEFF';
    private const char FirstPlain = '!';
    private const char LastPlain = '~';

    /// <summary>The text without the white space, line breaks and byte-order mark around it.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="what">What it is, for messages: "The API key".</param>
    /// <exception cref="InvalidParameterException">Nothing is left, or something inside is not a printable ASCII character.</exception>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, string what)
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

        if (start == end)
        {
            throw new InvalidParameterException($"{what} is empty.");
        }

        for (int index = start; index < end; index++)
        {
            if (text[index] is < FirstPlain or > LastPlain)
            {
                throw new InvalidParameterException(FormattableString.Invariant(
                    $"{what} has {Describe(text[index])} inside, at character {index - start + 1} of {end - start}. Copy it again, in one piece."));
            }
        }

        return text.Slice(start, end - start);
    }

    private static bool IsAround(char character) => char.IsWhiteSpace(character) || char.IsControl(character) || character == ByteOrderMark;

    private static string Describe(char character) => character switch
    {
        '\r' or '\n' => "a line break",
        _ when char.IsWhiteSpace(character) => "a space",
        _ when char.IsControl(character) => "a control character",
        _ => "a character that is not ASCII",
    };
}
