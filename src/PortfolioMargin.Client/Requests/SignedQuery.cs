using System.Globalization;
using System.Text;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Requests;

/// <summary>Builds the query of a signed request: the text that is signed is the text that is sent, and the signature comes last.</summary>
internal static class SignedQuery
{
    private const string SignatureName = "&signature=";
    private const int LengthWithHexSignature = 224;

    /// <summary>The query, without its question mark.</summary>
    /// <param name="window">The window of time; an end that is not set is not sent.</param>
    /// <param name="page">The page from 1, or <see langword="null"/> for the exchange's default.</param>
    /// <param name="size">Rows in a page, or <see langword="null"/> for the exchange's default.</param>
    /// <param name="recvWindow">Milliseconds the request is good for, or <see langword="null"/> for the exchange's default.</param>
    /// <param name="timestampMs">The time of signing in milliseconds since 1970, by the exchange's clock.</param>
    /// <param name="signer">Signs.</param>
    /// <exception cref="ObjectDisposedException">The key was removed.</exception>
    public static string Build(TimeWindow window, long? page, int? size, int? recvWindow, long timestampMs, IRequestSigner signer)
    {
        // Every value is a number, whose digits percent-encoding leaves as they are: only the signature has characters to encode.
        var text = new StringBuilder(LengthWithHexSignature);
        Append(text, "startTime", window.Start);
        Append(text, "endTime", window.End);
        Append(text, "current", page);
        Append(text, "size", size);
        Append(text, "recvWindow", recvWindow);
        Append(text, "timestamp", timestampMs);
        string signature = signer.Sign(text.ToString());
        return text.Append(SignatureName).Append(Uri.EscapeDataString(signature)).ToString();
    }

    private static void Append(StringBuilder text, string name, long? value)
    {
        if (value is not { } number)
        {
            return;
        }

        if (text.Length > 0)
        {
            text.Append('&');
        }

        text.Append(name).Append('=').Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
