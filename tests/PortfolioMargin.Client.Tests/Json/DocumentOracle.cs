using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PortfolioMargin.Client.Tests.Json;

/// <summary>What a page means, worked out in another way than the client does: by JsonDocument, regular expressions and big integers.</summary>
internal static partial class DocumentOracle
{
    private static readonly string[] Amounts = ["price", "avgPrice", "qty", "executedQty"];
    private static readonly string[] Words = ["symbol", "side", "timeInForce"];
    private static readonly BigInteger LargestMantissa = (BigInteger.One << 96) - 1;

    /// <summary>The rows as text, or <see langword="null"/> when the body is no page.</summary>
    public static List<string>? Read(byte[] utf8)
    {
        try
        {
            int mark = utf8.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
            using var document = JsonDocument.Parse(utf8.AsMemory(mark), new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement;
            JsonElement[] rows = [.. root.EnumerateObject().Where(member => NameOf(member) == "rows").Select(member => member.Value)];
            JsonElement[] totals = [.. root.EnumerateObject().Where(member => NameOf(member) == "total").Select(member => member.Value)];
            if (rows.Length != 1 || totals.Length > 1 || (totals.Length == 1 && !IsTotal(totals[0])))
            {
                return null;
            }

            return rows[0].EnumerateArray().Select(Describe).ToList();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A row in the oracle's words.</summary>
    public static string Describe(ForceOrder order) => string.Join(
        '|',
        order.OrderId.ToString(CultureInfo.InvariantCulture),
        Describe(order.Price),
        Describe(order.AveragePrice),
        Describe(order.Quantity),
        Describe(order.ExecutedQuantity),
        order.Symbol,
        order.Side,
        order.TimeInForce,
        order.UpdatedTime.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        string.Join(',', order.AdditionalFields.Keys.Order(StringComparer.Ordinal)));

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string Describe(JsonElement row)
    {
        var members = row.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        if (members.Count != row.EnumerateObject().Count())
        {
            throw new FormatException("A field twice.");
        }

        string[] known = [.. Amounts, .. Words, "orderId", "updatedTime"];
        string[] more = [.. members.Keys.Except(known).Order(StringComparer.Ordinal)];
        foreach (string name in more)
        {
            _ = IsPlain(name) ? "" : throw new FormatException("Not plain.");
            TouchText(members[name]);
        }

        long time = Whole(members["updatedTime"]);
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(time, -62135596800000, 253402300799999));
        if (time is < -62135596800000 or > 253402300799999)
        {
            throw new FormatException("Out of range.");
        }

        return string.Join(
            '|',
            Whole(members["orderId"]).ToString(CultureInfo.InvariantCulture),
            string.Join('|', Amounts.Select(name => IsNothing(members, name) ? "none" : Amount(NumberText(members[name])))),
            string.Join('|', Words.Select(name => IsNothing(members, name) && name != "symbol" ? "" : Word(members[name]))),
            time.ToString(CultureInfo.InvariantCulture),
            string.Join(',', more));
    }

    private static bool IsNothing(Dictionary<string, JsonElement> members, string name) =>
        !members.TryGetValue(name, out JsonElement value)
        || value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);

    private static string Word(JsonElement element)
    {
        string text = element.GetString() is { Length: > 0 } word ? word : throw new FormatException("Nothing.");
        return IsPlain(text) ? text : throw new FormatException("Not plain.");
    }

    private static bool IsPlain(string text) => text.Length <= 256 && text.EnumerateRunes().All(character => System.Text.Rune.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    private static void TouchText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = IsPlain(value.GetString()!) ? "" : throw new FormatException("Not plain.");
                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(TouchText);
                break;
            case JsonValueKind.Object:
                List<JsonProperty> members = [.. value.EnumerateObject()];
                members.ToDictionary(member => IsPlain(member.Name) ? member.Name : throw new FormatException("Not plain.")).Values.ToList().ForEach(member => TouchText(member.Value));
                break;
        }
    }

    private static string NumberText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString()!,
        _ => throw new FormatException("No number."),
    };

    private static long Whole(JsonElement element)
    {
        string text = NumberText(element);
        return WholeText().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new FormatException(text);
    }

    private static bool IsTotal(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (NumberText(value) is var text && TotalText().IsMatch(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Value and scale: mantissa and power of ten, with as many zeros as were written and a decimal has room for.</summary>
    private static string Amount(string text)
    {
        Match match = AmountText().Match(text);
        if (!match.Success)
        {
            throw new FormatException(text);
        }

        string fraction = match.Groups["fraction"].Value;
        BigInteger mantissa = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        BigInteger exponent = (match.Groups["exponent"].Success ? BigInteger.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture) : 0) - fraction.Length;
        if (mantissa.IsZero)
        {
            return $"0e{BigInteger.Min(28, BigInteger.Max(0, -exponent))}";
        }

        if (exponent > 28)
        {
            throw new FormatException(text);
        }

        while (exponent > 0)
        {
            (mantissa, exponent) = (mantissa * 10, exponent - 1);
        }

        while ((exponent < -28 || mantissa > LargestMantissa) && exponent < 0 && mantissa % 10 == 0)
        {
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        }

        return exponent >= -28 && mantissa <= LargestMantissa ? $"{mantissa}e{-exponent}" : throw new FormatException(text);
    }

    private static string Describe(decimal? amount)
    {
        if (amount is not { } value)
        {
            return "none";
        }

        int[] bits = decimal.GetBits(value);
        BigInteger mantissa = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return $"{(bits[3] < 0 ? "-" : "")}{mantissa}e{(byte)(bits[3] >> 16)}";
    }

    [GeneratedRegex(@"^-?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholeText();

    [GeneratedRegex(@"^[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TotalText();

    [GeneratedRegex(@"^(?<whole>0|[1-9][0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmountText();
}
