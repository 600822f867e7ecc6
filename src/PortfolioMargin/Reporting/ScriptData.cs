using System.Globalization;
using System.Text;

namespace PortfolioMargin.Reporting;

/// <summary>
/// Writes JSON that stands inside an HTML document: whatever is not plain is escaped, so that no text can end the element it stands in.
/// </summary>
internal sealed class ScriptData
{
    private readonly StringBuilder _text = new();
    private bool _isCommaDue;

    /// <summary>Opens an array or an object.</summary>
    public ScriptData Open(char bracket, string? name = null)
    {
        Begin(name);
        _text.Append(bracket);
        _isCommaDue = false;
        return this;
    }

    /// <summary>Closes an array or an object.</summary>
    public ScriptData Close(char bracket)
    {
        _text.Append(bracket);
        _isCommaDue = true;
        return this;
    }

    /// <summary>Writes a short text, made harmless; <see langword="null"/> as such.</summary>
    public ScriptData Text(string? value, string? name = null)
    {
        Begin(name);
        if (value is null)
        {
            _text.Append("null");
        }
        else
        {
            Quote(HarmlessText.OfName(value));
        }

        return this;
    }

    /// <summary>Writes a whole number.</summary>
    public ScriptData Number(long value, string? name = null)
    {
        Begin(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Writes texts as an array.</summary>
    public ScriptData Texts(IEnumerable<string?> values, string name)
    {
        Open('[', name);
        foreach (string? value in values)
        {
            Text(value);
        }

        return Close(']');
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    private void Begin(string? name)
    {
        if (_isCommaDue)
        {
            _text.Append(',');
        }

        _isCommaDue = true;
        if (name is not null)
        {
            Quote(name);
            _text.Append(':');
        }
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (char character in value)
        {
            bool isPlain = character >= ' ' && character is not ('"' or '\\' or '<' or '>' or '&' or '\'' or '\u2028' or '\u2029');
            _text.Append(isPlain ? character.ToString() : "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        _text.Append('"');
    }
}
