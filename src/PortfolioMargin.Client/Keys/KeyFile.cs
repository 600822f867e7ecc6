using System.Text;

namespace PortfolioMargin.Client.Keys;

/// <summary>Reads the characters of a key file into memory that is zeroed afterwards.</summary>
internal static class KeyFile
{
    /// <summary>The largest file that is taken for a key file: a long chain of certificates fits.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int LongestReason = 200;

    /// <summary>The file's characters; the caller disposes them. Warns when others may read the file.</summary>
    /// <exception cref="PrivateKeyUnreadableException">The file is not there, cannot be read, or is too long.</exception>
    public static PinnedArray<char> Read(string path, KeyErrors errors)
    {
        using var bytes = new PinnedArray<byte>(MaximumLength + 1);
        int length = Fill(path, bytes.Items, errors);
        if (length > MaximumLength)
        {
            throw errors.Unreadable(FormattableString.Invariant($"is longer than {MaximumLength} bytes, which no key file is."));
        }

        (Encoding encoding, int mark) = Tell(bytes.Items.AsSpan(0, length));
        var characters = new PinnedArray<char>(encoding.GetCharCount(bytes.Items, mark, length - mark));
        encoding.GetChars(bytes.Items, mark, length - mark, characters.Items, 0);
        return characters;
    }

    private static int Fill(string path, byte[] buffer, KeyErrors errors)
    {
        if (Directory.Exists(path))
        {
            throw errors.Unreadable("is a folder.");
        }

        try
        {
            // A stream buffer of one byte is none: no copy of the key stays in it.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            int length = 0;
            int read;
            while (length < buffer.Length && (read = file.Read(buffer, length, buffer.Length - length)) > 0)
            {
                length += read;
            }

            if (KeyFileAccess.WarningFor(file) is { } warning)
            {
                errors.Warn(warning);
            }

            return length;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw errors.Unreadable("does not exist.");
        }
        catch (UnauthorizedAccessException)
        {
            throw errors.Unreadable("may not be read by this user.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw errors.Unreadable($"cannot be opened. {SafeText.ForDisplay(e.Message, LongestReason)}");
        }
    }

    private static (Encoding Encoding, int MarkLength) Tell(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        _ => (Encoding.UTF8, 0),
    };
}
