using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>Writes JSON bodies.</summary>
internal static class ResponseJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"code":…,"msg":…}</c>.</summary>
    public static byte[] Error(int code, string message) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", code);
        json.WriteString("msg", message);
        json.WriteEndObject();
    });

    /// <summary>A text as JSON, quotes included.</summary>
    public static string Text(string text) => JsonSerializer.Serialize(text);

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.ToArray();
    }
}

/// <summary>Writes the fields of one row, or what a view has in their place.</summary>
/// <param name="json">Where to write.</param>
/// <param name="changes">The view's changes.</param>
/// <param name="row">The row's place in the response, from 0.</param>
internal readonly struct RowWriter(Utf8JsonWriter json, IReadOnlyList<FieldChange> changes, int row)
{
    public void Write(string name, string value)
    {
        if (!WriteChanged(name))
        {
            json.WriteString(name, value);
        }
    }

    public void Write(string name, long value)
    {
        if (!WriteChanged(name))
        {
            json.WriteNumber(name, value);
        }
    }

    public void Write(string name, bool value)
    {
        if (!WriteChanged(name))
        {
            json.WriteBoolean(name, value);
        }
    }

    /// <summary>A decimal is sent as text, with the trailing zeros of its scale.</summary>
    public void Write(string name, decimal value)
    {
        if (!WriteChanged(name))
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool WriteChanged(string name)
    {
        for (int i = changes.Count - 1; i >= 0; i--)
        {
            FieldChange change = changes[i];
            if (change.Field == name && row % change.EveryNthRow == 0)
            {
                if (change.Json is not null)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(change.Json, skipInputValidation: true);
                }

                return true;
            }
        }

        return false;
    }
}
