using System.Net;

namespace PortfolioMargin.Reporting;

/// <summary>
/// Writes HTML of which the structure is ours alone: text and the values of attributes are always encoded, and made harmless before.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Opens an element.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="attributes">Names and values in turn; one whose value is <see langword="null"/> is left out.</param>
    public HtmlWriter Open(string tag, params string?[] attributes)
    {
        output.Write('<');
        output.Write(tag);
        for (int i = 0; i < attributes.Length; i += 2)
        {
            if (attributes[i + 1] is { } value)
            {
                output.Write(' ');
                output.Write(attributes[i]);
                output.Write("=\"");
                output.Write(Encoded(value));
                output.Write('"');
            }
        }

        output.Write('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public HtmlWriter Close(string tag)
    {
        output.Write("</");
        output.Write(tag);
        output.Write('>');
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(string text)
    {
        output.Write(Encoded(text));
        return this;
    }

    /// <summary>Writes an element that holds nothing but text.</summary>
    public HtmlWriter Element(string tag, string text, params string?[] attributes) => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>Ends a line, for those who read the source.</summary>
    public HtmlWriter Line()
    {
        output.Write('\n');
        return this;
    }

    /// <summary>Writes an element whose content is ours and is not encoded: a style or a script.</summary>
    public HtmlWriter Verbatim(string tag, string content, params string?[] attributes)
    {
        Open(tag, attributes);
        output.Write(content);
        return Close(tag);
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(HarmlessText.Of(text));
}
