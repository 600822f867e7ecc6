using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace PortfolioMargin.Client.Keys;

/// <summary>Takes the characters out of a <see cref="SecureString"/> without making a string of them.</summary>
internal static class SecureStringReader
{
    /// <summary>The characters; the caller disposes them, which zeroes them.</summary>
    public static PinnedArray<char> Read(SecureString text)
    {
        var characters = new PinnedArray<char>(text.Length);
        IntPtr plain = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            Marshal.Copy(plain, characters.Items, 0, characters.Items.Length);
            return characters;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }
    }

    /// <summary>The characters as UTF-8, which is how OpenSSL takes a passphrase.</summary>
    public static PinnedArray<byte> ToUtf8(char[] characters)
    {
        var utf8 = new PinnedArray<byte>(Encoding.UTF8.GetByteCount(characters));
        Encoding.UTF8.GetBytes(characters, 0, characters.Length, utf8.Items, 0);
        return utf8;
    }
}
