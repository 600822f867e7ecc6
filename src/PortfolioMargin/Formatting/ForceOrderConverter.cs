using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PortfolioMargin.Formatting;

/// <summary>
/// Makes an order again of what a job, a remote session or Clixml made of it. Every value comes back as it was: digits, times and fields that
/// the exchange does not document.
/// </summary>
public sealed class ForceOrderConverter : PSTypeConverter
{
    private const string Prefix = "Deserialized.";

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is PSObject source && destinationType is not null && source.TypeNames.Count > 0 && source.TypeNames[0] == Prefix + destinationType.FullName;

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => CanConvertFrom((object)sourceValue, destinationType);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        CanConvertFrom(sourceValue, destinationType)
            ? Restore((PSObject)sourceValue, destinationType)
            : throw new PSInvalidCastException($"Only a deserialized order can become a {destinationType?.Name}.");

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    private static ForceOrder Restore(PSObject source, Type type)
    {
        ForceOrder order = type == typeof(UmForceOrder) ? new UmForceOrder { CumulativeQuote = Number(source, nameof(UmForceOrder.CumulativeQuote)) }
            : type == typeof(CmForceOrder) ? new CmForceOrder { CumulativeBase = Number(source, nameof(CmForceOrder.CumulativeBase)), Pair = Text(source, nameof(CmForceOrder.Pair)) }
            : type == typeof(MarginForceOrder) ? new MarginForceOrder()
            : throw new NotSupportedException($"{type} is no forced order of a known market.");
        order.OrderId = Value(source, nameof(ForceOrder.OrderId)) is long id ? id : throw Missing(nameof(ForceOrder.OrderId));
        order.Symbol = Text(source, nameof(ForceOrder.Symbol)) ?? throw Missing(nameof(ForceOrder.Symbol));
        order.UpdatedTime = Time(source, nameof(ForceOrder.UpdatedTime)) ?? throw Missing(nameof(ForceOrder.UpdatedTime));
        order.Side = Text(source, nameof(ForceOrder.Side));
        order.Price = Number(source, nameof(ForceOrder.Price));
        order.AveragePrice = Number(source, nameof(ForceOrder.AveragePrice));
        order.Quantity = Number(source, nameof(ForceOrder.Quantity));
        order.ExecutedQuantity = Number(source, nameof(ForceOrder.ExecutedQuantity));
        order.TimeInForce = Text(source, nameof(ForceOrder.TimeInForce));
        order.ProfileName = Text(source, nameof(ForceOrder.ProfileName));
        if (Value(source, nameof(ForceOrder.AdditionalFields)) is IDictionary { Count: > 0 } fields)
        {
            order.AdditionalFields = RestoreFields(fields);
        }

        if (order is FuturesForceOrder futures)
        {
            futures.ClientOrderId = Text(source, nameof(FuturesForceOrder.ClientOrderId));
            futures.Status = Text(source, nameof(FuturesForceOrder.Status));
            futures.Type = Text(source, nameof(FuturesForceOrder.Type));
            futures.OriginalType = Text(source, nameof(FuturesForceOrder.OriginalType));
            futures.PositionSide = Text(source, nameof(FuturesForceOrder.PositionSide));
            futures.ReduceOnly = Value(source, nameof(FuturesForceOrder.ReduceOnly)) as bool?;
            futures.CreatedTime = Time(source, nameof(FuturesForceOrder.CreatedTime));
        }

        return order;
    }

    private static PSInvalidCastException Missing(string name) => new($"The deserialized order has no {name}.");

    private static object? Value(PSObject source, string name) => Unwrap(source.Properties[name]?.Value);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string? Text(PSObject source, string name) => Value(source, name) as string;

    private static decimal? Number(PSObject source, string name) => Value(source, name) as decimal?;

    /// <summary>A time arrives as an object with its parts, or alive where the serializer knows the type.</summary>
    private static DateTimeOffset? Time(PSObject source, string name) => source.Properties[name]?.Value switch
    {
        DateTimeOffset time => time,
        PSObject { BaseObject: DateTimeOffset time } => time,
        PSObject parts when Value(parts, nameof(DateTimeOffset.UtcTicks)) is long ticks => new DateTimeOffset(ticks, TimeSpan.Zero),
        _ => null,
    };

    private static AdditionalFields RestoreFields(IDictionary fields)
    {
        var restored = new Dictionary<string, object?>(fields.Count);
        foreach (DictionaryEntry field in fields)
        {
            restored[Convert.ToString(Unwrap(field.Key), CultureInfo.InvariantCulture)!] = RestoreField(Unwrap(field.Value));
        }

        return new AdditionalFields(restored);
    }

    private static object? RestoreField(object? value) => value switch
    {
        IDictionary fields => RestoreFields(fields),
        string text => text,
        IEnumerable items => items.Cast<object?>().Select(item => RestoreField(Unwrap(item))).ToArray(),
        _ => value,
    };
}
