using System.Globalization;
using System.Text;

namespace PortfolioMargin.TestSupport;

/// <summary>Text that would do something where it is shown: to a terminal, to the order in which one reads, to the lines of a file.</summary>
internal static class HostileText
{
    /// <summary>Every control character (C0, DEL, C1), every format and separating one of the basic plane, and two beyond it.</summary>
    public static readonly IReadOnlyList<string> Characters =
    [
        .. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(character => IsHostile(char.GetUnicodeCategory(character)) && !char.IsSurrogate(character))
            .Select(character => character.ToString()),
        "\U000E0041",
        "\U0001D173",
    ];

    /// <summary>
    /// What terminals obey: CSI, OSC, DCS, SOS, PM and APC, each begun with an escape character and with a C1 character, and ended each way
    /// that terminals take; the short escapes; and text in another direction.
    /// </summary>
    public static readonly IReadOnlyList<string> Sequences =
    [
        .. Begun('['), .. Begun(']'), .. Begun('P'), .. Begun('X'), .. Begun('^'), .. Begun('_'),
        "\u001bc", "\u001b#8", "\u001b(0", "\u001b7", "\u001b=", "\u001bN\u001bO", "\u001b%G", "\u001b\u001b[2J", "\u001b[\u001b[38;5;201m", "\u001b[31", "\u001b",
        "\u202e\u2066abc\u2069", "\u202babc\u202c", "\u200f\u061c\u200e", "\r\u001b[1A", "a\nb\u2028c\u2029d\u0085e\ff\vg", "\b\b\b\u007f", "\u0007\u0005\u0000",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Characters, .. Sequences];

    /// <summary>A text that holds none of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowed">Characters that may be there all the same.</param>
    public static void AssertHarmless(string text, string allowed = "")
    {
        for (int i = 0; i < text.Length; i++)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            if (IsHostile(category) && !allowed.Contains(text[i], StringComparison.Ordinal))
            {
                Assert.Fail($"U+{(int)text[i]:X4} in \"{Visible(text.AsSpan(Math.Max(0, i - 300), Math.Min(600, text.Length - Math.Max(0, i - 300))))}\"");
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }
    }

    private static bool IsHostile(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    /// <summary>Sequences of one kind: its 8-bit beginning is 64 places behind the letter of its 7-bit one.</summary>
    private static IEnumerable<string> Begun(char letter)
    {
        string[] bodies = letter switch
        {
            '[' => ["2J", "38;5;201m", "8;53m", "1;1H", "?1049h", "6n", "21t", "200~"],
            ']' => ["0;title", "2;title", "52;c;Y2xpcGJvYXJk", "8;;https://example.org/", "4;1;?", "1337;File=:"],
            _ => ["1$r0m", "+q544e", "x"],
        };
        string[] ends = letter == '[' ? [""] : ["\u0007", "\u001b\\", "\u009c", ""];
        return
            from body in bodies
            from end in ends
            from beginning in (string[])["\u001b" + letter, ((char)(letter + 64)).ToString()]
            select beginning + body + end;
    }

    private static string Visible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder();
        foreach (char character in text)
        {
            visible.Append(character is >= ' ' and <= '~' ? character.ToString() : $"<{(int)character:X4}>");
        }

        return visible.ToString();
    }
}
