using System.Globalization;
using System.Text;
using System.Text.Json;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Json;

/// <summary>Reads an error's body. The code is what matters: it is read whatever stands in the place of the words.</summary>
internal static class ApiErrorReader
{
    /// <summary>The longest message kept, in characters.</summary>
    public const int MaximumMessageLength = 300;

    /// <summary>Reads an error's body, or <see langword="null"/> when it is something else (a proxy's page, half an answer, nothing).</summary>
    public static ApiError? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(Utf8Text.WithoutMark(utf8), new JsonReaderOptions { MaxDepth = PageDecoder.MaximumDepth });
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiError? ReadObject(ref Utf8JsonReader reader)
    {
        int? code = null;
        string message = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isCode = reader.ValueTextEquals("code"u8);
            bool isMessage = reader.ValueTextEquals("msg"u8);
            reader.Read();
            if (isCode)
            {
                code = ReadCode(ref reader);
            }
            else if (isMessage && reader.TokenType == JsonTokenType.String)
            {
                message = ReadText(ref reader);
            }

            reader.Skip();
        }

        // What follows the object, if anything does, makes it something else: the reader throws.
        reader.Read();
        return code is { } known ? new ApiError(known, SafeText.ForDisplay(message, MaximumMessageLength)) : null;
    }

    private static int? ReadCode(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out int number) => number,
        JsonTokenType.String when int.TryParse(ReadText(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => number,
        _ => null,
    };

    private static string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Not UTF-8, or half a surrogate: as much of it as can be shown.
            return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
        }
    }
}
