using System.Globalization;
using System.Text;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>Builds the query of a request, without its question mark. Text is percent-encoded as it is added, so before it is signed.</summary>
internal sealed class QueryText
{
    private const int UsualLength = 224;

    private readonly StringBuilder _text = new(UsualLength);

    /// <summary>Adds a number; <see langword="null"/> adds nothing.</summary>
    public QueryText Add(string name, long? value) =>
        value is { } number ? Append(name, number.ToString(CultureInfo.InvariantCulture)) : this;

    /// <summary>Adds a text, percent-encoded as UTF-8; <see langword="null"/> adds nothing.</summary>
    public QueryText Add(string name, string? value) => value is null ? this : Append(name, Uri.EscapeDataString(value));

    /// <summary>The query so far.</summary>
    public override string ToString() => _text.ToString();

    private QueryText Append(string name, string value)
    {
        if (_text.Length > 0)
        {
            _text.Append('&');
        }

        _text.Append(name).Append('=').Append(value);
        return this;
    }
}
