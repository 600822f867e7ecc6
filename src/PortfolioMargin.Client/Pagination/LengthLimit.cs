namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// What a read has learned of the longest window that the exchange accepts. No refusal is believed to be about a window's length for its
/// words or its code, but for what a shorter window gets.
/// </summary>
internal sealed class LengthLimit(long longest)
{
    /// <summary>The shortest limit of a window that any list of this exchange documents: 7 days, in milliseconds.</summary>
    public const long ShortestDocumented = 7L * 24 * 60 * 60 * 1000;

    /// <summary>The shortest window that is worth cutting when it is refused: two minutes, in milliseconds. No limit that short is documented.</summary>
    public const long ShortestRefused = 120_000;

    /// <summary>The window that is tried to learn whether a shorter one is accepted: a minute, in milliseconds.</summary>
    public const long Probe = 60_000;

    private long _longestAccepted;

    /// <summary>The longest window to request, in milliseconds.</summary>
    public long Longest { get; private set; } = longest;

    /// <summary>Windows are at most this long from now on.</summary>
    public void Shorten(long longest) => Longest = Math.Min(Longest, longest);

    /// <summary>A window of this length was accepted.</summary>
    public void Accept(long length) => _longestAccepted = Math.Max(_longestAccepted, length);

    /// <summary>
    /// Whether a refused window tells more than its length can: as long a window was accepted before, or none was yet. Then a short one is
    /// tried first.
    /// </summary>
    public bool NeedsProbe(long length) => length <= Longest && (_longestAccepted == 0 || length <= _longestAccepted);

    /// <summary>A window was refused for its length: windows are at most half as long from now on.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="probed">Whether a short window was accepted where this one was refused: what was accepted before tells nothing then.</param>
    public void Refuse(long length, bool probed)
    {
        if (probed)
        {
            _longestAccepted = Probe;
        }

        Shorten(Math.Max(Probe, length / 2));
    }
}
