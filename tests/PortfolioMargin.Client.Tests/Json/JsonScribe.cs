using System.Globalization;
using System.Text;

namespace PortfolioMargin.Client.Tests.Json;

/// <summary>Writes one and the same order in the many ways JSON allows, by chance from a seed.</summary>
internal sealed class JsonScribe(int seed)
{
    private static readonly string[] Spaces = ["", "", "", " ", "\n", "\r\n\t", "   "];

    private readonly Random _chance = new(seed);

    public string Page(IEnumerable<MarginForceOrder> orders)
    {
        string rows = Member("rows", $"[{Space()}{string.Join($"{Space()},{Space()}", orders.Select(Row))}{Space()}]");
        List<string> members = [rows, Member("total", _chance.Next(3) switch { 0 => "7", 1 => "\"7\"", _ => "null" })];
        return $"{Space()}{Object(members)}{Space()}";
    }

    private string Row(MarginForceOrder order)
    {
        List<string> members =
        [
            Member("orderId", Whole(order.OrderId)),
            Member("updatedTime", Whole(order.UpdatedTime.ToUnixTimeMilliseconds())),
            Member("symbol", Text(order.Symbol)),
            Member("side", Text(order.Side!)),
            Member("timeInForce", Text(order.TimeInForce!)),
            Member("price", Amount(order.Price!.Value)),
            Member("avgPrice", Amount(order.AveragePrice!.Value)),
            Member("qty", Amount(order.Quantity!.Value)),
            Member("executedQty", Amount(order.ExecutedQuantity!.Value)),
        ];
        foreach ((string name, object? value) in order.AdditionalFields)
        {
            members.Add(Member(name, Value(value)));
        }

        return Object(members);
    }

    private string Object(List<string> members)
    {
        string[] shuffled = [.. members];
        _chance.Shuffle(shuffled);
        return $"{{{Space()}{string.Join($"{Space()},{Space()}", shuffled)}{Space()}}}";
    }

    private string Value(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        string text => Text(text),
        object?[] items => $"[{Space()}{string.Join(',', items.Select(Value))}]",
        IReadOnlyDictionary<string, object?> members => Object([.. members.Select(member => Member(member.Key, Value(member.Value)))]),
        _ => throw new ArgumentException($"No JSON for {value.GetType()}."),
    };

    private string Member(string name, string value) => $"{Text(name)}{Space()}:{Space()}{value}";

    private string Whole(long value) => Maybe(value.ToString(CultureInfo.InvariantCulture));

    private string Amount(decimal value)
    {
        string plain = value.ToString(CultureInfo.InvariantCulture);
        if (_chance.Next(3) > 0)
        {
            return Maybe(plain);
        }

        // 12.50 is also 1250e-2 and 0.1250E+2, all with two decimals.
        int scale = Pages.ScaleOf(value);
        string digits = plain.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        digits = digits.Length == 0 ? "0" : digits;
        return Maybe(_chance.Next(2) == 0 || digits == "0"
            ? $"{digits}e-{scale}"
            : $"0.{digits}E{(digits.Length - scale).ToString("+0;-0;+0", CultureInfo.InvariantCulture)}");
    }

    private string Maybe(string number) => _chance.Next(2) == 0 ? number : Text(number);

    private string Text(string text)
    {
        var escaped = new StringBuilder("\"");
        foreach (char character in text)
        {
            bool must = character is '"' or '\\' || character < ' ' || char.IsSurrogate(character);
            escaped.Append(must || _chance.Next(12) == 0 ? FormattableString.Invariant($"\\u{(int)character:x4}") : character.ToString());
        }

        return escaped.Append('"').ToString();
    }

    private string Space() => Spaces[_chance.Next(Spaces.Length)];
}
