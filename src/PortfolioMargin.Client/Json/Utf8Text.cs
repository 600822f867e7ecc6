
namespace PortfolioMargin.Client.Json;

/// <summary>What may stand around a UTF-8 text.</summary>
internal static class Utf8Text
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text without a byte-order mark at its beginning.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Mark) ? utf8.Slice(Mark.Length) : utf8;
}
