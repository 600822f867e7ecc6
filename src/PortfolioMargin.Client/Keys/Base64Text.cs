using System.Buffers;
using System.Buffers.Text;

namespace PortfolioMargin.Client.Keys;

/// <summary>Decodes base64 from one pinned array into another, so that no copy of a key stays behind.</summary>
internal static class Base64Text
{
    private const int CharactersInGroup = 4;
    private const int BytesInGroup = 3;
    private const byte Padding = (byte)'=';

    /// <summary>The bytes; the caller disposes them.</summary>
    /// <param name="text">The text; white space in it does not count, and padding at its end may be missing.</param>
    /// <returns><see langword="null"/> when it is not base64.</returns>
    public static PinnedArray<byte>? Decode(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (char character in text)
        {
            count += char.IsWhiteSpace(character) ? 0 : 1;
        }

        int groups = (count + CharactersInGroup - 1) / CharactersInGroup;
        using var ascii = new PinnedArray<byte>(groups * CharactersInGroup);
        int length = 0;
        foreach (char character in text)
        {
            if (character > sbyte.MaxValue)
            {
                return null;
            }

            if (!char.IsWhiteSpace(character))
            {
                ascii.Items[length++] = (byte)character;
            }
        }

        ascii.Items.AsSpan(length).Fill(Padding);
        int padding = 0;
        while (padding < Math.Min(2, ascii.Items.Length) && ascii.Items[ascii.Items.Length - 1 - padding] == Padding)
        {
            padding++;
        }

        var bytes = new PinnedArray<byte>((groups * BytesInGroup) - padding);
        if (Base64.DecodeFromUtf8(ascii.Items, bytes.Items, out _, out int written) == OperationStatus.Done && written == bytes.Items.Length)
        {
            return bytes;
        }

        bytes.Dispose();
        return null;
    }
}
