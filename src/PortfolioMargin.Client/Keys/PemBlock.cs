namespace PortfolioMargin.Client.Keys;

/// <summary>One block of PEM text: where its label and its inside are. It holds no text of its own.</summary>
/// <param name="Label">What the block says it holds, for example <c>PRIVATE KEY</c>.</param>
/// <param name="Start">The first character between its first and its last line.</param>
/// <param name="Length">How many characters there are between them.</param>
internal readonly record struct PemBlock(string Label, int Start, int Length)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";
    private const int MaximumLabelLength = 64;

    /// <summary>Whether a text looks like PEM, also one that lost its first or last line.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.IndexOf(Begin.AsSpan()) >= 0 || text.IndexOf(End.AsSpan()) >= 0;

    /// <summary>All blocks of a text, whatever kind of line ends it has, or none, and whatever stands around them.</summary>
    /// <exception cref="PrivateKeyUnreadableException">A block begins and does not end.</exception>
    public static List<PemBlock> FindAll(ReadOnlySpan<char> text, KeyErrors errors)
    {
        var blocks = new List<PemBlock>();
        int position = 0;
        while (true)
        {
            int begin = text.Slice(position).IndexOf(Begin.AsSpan());
            if (begin < 0)
            {
                return blocks;
            }

            int labelStart = position + begin + Begin.Length;
            int labelLength = text.Slice(labelStart).IndexOf(Dashes.AsSpan());
            if (labelLength is < 0 or > MaximumLabelLength)
            {
                position = labelStart;
                continue;
            }

            string label = text.Slice(labelStart, labelLength).ToString();
            int inside = labelStart + labelLength + Dashes.Length;
            int length = text.Slice(inside).IndexOf($"{End}{label}{Dashes}".AsSpan());
            if (length < 0)
            {
                throw errors.Unreadable($"breaks off: the line '{End}{SafeText.ForDisplay(label, MaximumLabelLength)}{Dashes}' is missing.");
            }

            blocks.Add(new PemBlock(label, inside, length));
            position = inside + length;
        }
    }
}
