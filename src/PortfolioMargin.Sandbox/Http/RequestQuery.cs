using System.Globalization;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>The query string of a request: the text that was signed, exactly as it came, and the parameters in it.</summary>
internal sealed class RequestQuery
{
    public const string SignatureName = "signature";

    private RequestQuery(string signedText, IReadOnlyList<KeyValuePair<string, string>> parameters, string? signature, bool signatureIsLast)
    {
        SignedText = signedText;
        Parameters = parameters;
        Signature = signature;
        SignatureIsLast = signatureIsLast;
    }

    /// <summary>The text before <c>&amp;signature=</c>, byte for byte.</summary>
    public string SignedText { get; }

    /// <summary>All parameters but the signature, decoded, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The signature, decoded; <see langword="null"/> when none was sent.</summary>
    public string? Signature { get; }

    /// <summary>Whether nothing follows the signature.</summary>
    public bool SignatureIsLast { get; }

    /// <param name="rawQuery">What follows the question mark.</param>
    public static RequestQuery Parse(string rawQuery)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        string signedText = rawQuery;
        string? signature = null;
        bool signatureIsLast = false;
        int start = 0;
        while (start < rawQuery.Length)
        {
            int next = rawQuery.IndexOf('&', start);
            int end = next < 0 ? rawQuery.Length : next;
            (string name, string value) = Split(rawQuery.Substring(start, end - start));
            if (name == SignatureName)
            {
                signature = value;
                signatureIsLast = next < 0;
                signedText = rawQuery.Substring(0, Math.Max(0, start - 1));
            }
            else if (name.Length > 0)
            {
                parameters.Add(new(name, value));
            }

            start = end + 1;
        }

        return new RequestQuery(signedText, parameters, signature, signatureIsLast);
    }

    /// <summary>The first value of a parameter, or <see langword="null"/>.</summary>
    public string? Value(string name) => Parameters.FirstOrDefault(parameter => parameter.Key == name).Value;

    /// <summary>The value of a parameter that holds a number, or <see langword="null"/> when it is missing or no number.</summary>
    public long? Number(string name) => TryReadNumber(Value(name), out long number) ? number : null;

    /// <summary>Reads a number as a query writes it: digits only.</summary>
    public static bool TryReadNumber(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static (string Name, string Value) Split(string parameter)
    {
        int equals = parameter.IndexOf('=');
        return equals < 0
            ? (Decode(parameter), string.Empty)
            : (Decode(parameter.Substring(0, equals)), Decode(parameter.Substring(equals + 1)));
    }

    // A plus sign means a blank in a query: a base64 signature that was not percent-encoded is therefore wrong, as on the real exchange.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
