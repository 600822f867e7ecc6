using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace PortfolioMargin.Formatting;

/// <summary>
/// The members of an order that are text for files, as PortfolioMargin.Types.ps1xml names them: the same in every culture and edition.
/// Numbers keep all their digits, times are UTC with milliseconds, and nothing that the exchange sent begins like a formula, which a
/// spreadsheet would run. Each method takes an order and returns <see langword="null"/> for what the order does not have.
/// </summary>
public static class ForceOrderText
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>The symbol.</summary>
    /// <param name="order">The order.</param>
    public static string? Symbol(PSObject order) => Safe(Of(order)?.Symbol);

    /// <summary>The side.</summary>
    /// <param name="order">The order.</param>
    public static string? Side(PSObject order) => Safe(Of(order)?.Side);

    /// <summary>The limit price.</summary>
    /// <param name="order">The order.</param>
    public static string? Price(PSObject order) => Exact(Of(order)?.Price);

    /// <summary>The average price.</summary>
    /// <param name="order">The order.</param>
    public static string? AveragePrice(PSObject order) => Exact(Of(order)?.AveragePrice);

    /// <summary>The quantity ordered.</summary>
    /// <param name="order">The order.</param>
    public static string? Quantity(PSObject order) => Exact(Of(order)?.Quantity);

    /// <summary>The quantity executed.</summary>
    /// <param name="order">The order.</param>
    public static string? ExecutedQuantity(PSObject order) => Exact(Of(order)?.ExecutedQuantity);

    /// <summary>The notional.</summary>
    /// <param name="order">The order.</param>
    public static string? Notional(PSObject order) => Exact(Of(order)?.Notional);

    /// <summary>The time in force.</summary>
    /// <param name="order">The order.</param>
    public static string? TimeInForce(PSObject order) => Safe(Of(order)?.TimeInForce);

    /// <summary>When the order last changed: <c>2026-05-31T16:00:00.123Z</c>.</summary>
    /// <param name="order">The order.</param>
    public static string? UpdatedUtc(PSObject order) => Utc(Of(order)?.UpdatedTime);

    /// <summary>The profile.</summary>
    /// <param name="order">The order.</param>
    public static string? ProfileName(PSObject order) => Safe(Of(order)?.ProfileName);

    /// <summary>What the exchange sent beyond its documentation, as one line of JSON.</summary>
    /// <param name="order">The order.</param>
    public static string? AdditionalFields(PSObject order)
    {
        if (Of(order)?.AdditionalFields is not { Count: > 0 } fields)
        {
            return null;
        }

        var json = new StringBuilder();
        AppendJson(json, fields);
        return json.ToString();
    }

    /// <summary>The client's id of a futures order.</summary>
    /// <param name="order">The order.</param>
    public static string? ClientOrderId(PSObject order) => Safe(Futures(order)?.ClientOrderId);

    /// <summary>The status of a futures order.</summary>
    /// <param name="order">The order.</param>
    public static string? Status(PSObject order) => Safe(Futures(order)?.Status);

    /// <summary>The type of a futures order.</summary>
    /// <param name="order">The order.</param>
    public static string? Type(PSObject order) => Safe(Futures(order)?.Type);

    /// <summary>The type a futures order was placed with.</summary>
    /// <param name="order">The order.</param>
    public static string? OriginalType(PSObject order) => Safe(Futures(order)?.OriginalType);

    /// <summary>The position side of a futures order.</summary>
    /// <param name="order">The order.</param>
    public static string? PositionSide(PSObject order) => Safe(Futures(order)?.PositionSide);

    /// <summary>When a futures order was placed.</summary>
    /// <param name="order">The order.</param>
    public static string? CreatedUtc(PSObject order) => Utc(Futures(order)?.CreatedTime);

    /// <summary>What a USDⓈ-M order executed, in the quote asset.</summary>
    /// <param name="order">The order.</param>
    public static string? CumulativeQuote(PSObject order) => Exact((Of(order) as UmForceOrder)?.CumulativeQuote);

    /// <summary>What a COIN-M order executed, in the base asset.</summary>
    /// <param name="order">The order.</param>
    public static string? CumulativeBase(PSObject order) => Exact((Of(order) as CmForceOrder)?.CumulativeBase);

    /// <summary>The pair of a COIN-M order.</summary>
    /// <param name="order">The order.</param>
    public static string? Pair(PSObject order) => Safe((Of(order) as CmForceOrder)?.Pair);

    /// <summary>Why a futures position was closed.</summary>
    /// <param name="order">The order.</param>
    public static string? AutoCloseType(PSObject order) => Futures(order)?.AutoCloseType?.ToString();

    /// <summary>Whether a futures order could only reduce a position.</summary>
    /// <param name="order">The order.</param>
    public static string? ReduceOnly(PSObject order) => Futures(order)?.ReduceOnly?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The quantity executed as the tables show it: see <see cref="NumberForTheEye"/>.</summary>
    /// <param name="order">The order.</param>
    public static string? ExecutedQuantityShown(PSObject order) => NumberForTheEye.Fit(Number(order, nameof(ForceOrder.ExecutedQuantity)), 10);

    /// <summary>The average price as the tables show it.</summary>
    /// <param name="order">The order.</param>
    public static string? AveragePriceShown(PSObject order) => NumberForTheEye.Fit(Number(order, nameof(ForceOrder.AveragePrice)), 12);

    /// <summary>The notional as the tables show it.</summary>
    /// <param name="order">The order.</param>
    public static string? NotionalShown(PSObject order) => NumberForTheEye.Fit(Number(order, nameof(ForceOrder.Notional)), 9);

    private static ForceOrder? Of(PSObject? order) => order?.BaseObject as ForceOrder;

    /// <summary>A number of an order, also of one that did not come alive.</summary>
    private static decimal? Number(PSObject? order, string name) => order?.Properties[name]?.Value as decimal?;

    private static FuturesForceOrder? Futures(PSObject? order) => Of(order) as FuturesForceOrder;

    private static string? Exact(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Utc(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>With an apostrophe before what a spreadsheet would take for a formula.</summary>
    private static string? Safe(string? text) => text is { Length: > 0 } && FormulaStarts.IndexOf(text[0]) >= 0 ? "'" + text : text;

    private static void AppendJson(StringBuilder json, object? value)
    {
        switch (value)
        {
            case null:
                json.Append("null");
                break;
            case bool flag:
                json.Append(flag ? "true" : "false");
                break;
            case string text:
                AppendText(json, text);
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                AppendAll(json, '{', '}', fields, field =>
                {
                    AppendText(json, field.Key);
                    json.Append(':');
                    AppendJson(json, field.Value);
                });
                break;
            case IEnumerable items:
                AppendAll(json, '[', ']', items.Cast<object?>(), item => AppendJson(json, item));
                break;
            default:
                json.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder json, char start, char end, IEnumerable<T> items, Action<T> append)
    {
        json.Append(start);
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst)
            {
                json.Append(',');
            }

            isFirst = false;
            append(item);
        }

        json.Append(end);
    }

    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char letter in text)
        {
            if (letter is '"' or '\\')
            {
                json.Append('\\').Append(letter);
            }
            else if (char.IsControl(letter))
            {
                json.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(letter);
            }
        }

        json.Append('"');
    }
}
