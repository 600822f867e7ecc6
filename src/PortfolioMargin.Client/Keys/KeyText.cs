using System.Globalization;

namespace PortfolioMargin.Client.Keys;

/// <summary>The text of a private key as environments, JSON files and vaults keep it.</summary>
internal static class KeyText
{
    private const char Escape = '\\';
    private const int HexLength = 4;

    /// <summary>Whether a text is a private key and not an API secret: it is PEM, or the inside of it.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        using PinnedArray<char> plain = Unescape(text);
        return PemBlock.IsIn(plain.Items) || BareKey.IsIn(plain.Items);
    }

    /// <summary>
    /// The text with line breaks where it has <c>\n</c>, and without the other escapes of JSON, however often it was escaped: base64
    /// has no backslash. It is as long as before, filled up with spaces; the caller disposes it.
    /// </summary>
    public static PinnedArray<char> Unescape(ReadOnlySpan<char> text)
    {
        var plain = new PinnedArray<char>(text.Length);
        int length = 0;
        int position = 0;
        while (position < text.Length)
        {
            int next = position;
            while (next < text.Length && text[next] == Escape)
            {
                next++;
            }

            bool isEscaped = next > position && next < text.Length;
            position = isEscaped ? next : position;
            plain.Items[length++] = isEscaped ? ReadEscaped(text, ref position) : text[position++];
        }

        plain.Items.AsSpan(length).Fill(' ');
        return plain;
    }

    private static char ReadEscaped(ReadOnlySpan<char> text, ref int position)
    {
        char escaped = text[position++];
        switch (escaped)
        {
            case 'n' or 'r' or 't':
                return '\n';
            case 'u' when text.Length - position >= HexLength
                && ushort.TryParse(text.Slice(position, HexLength).ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                position += HexLength;
                return (char)code;
            case '/' or '"' or '\r' or '\n':
                return escaped;
            default:
                position--;
                return Escape;
        }
    }
}
