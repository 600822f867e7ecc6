using System.Collections.ObjectModel;
using System.Globalization;

namespace PortfolioMargin;

/// <summary>Fields of an order that the exchange sends and does not document, by name.</summary>
/// <param name="fields">The fields.</param>
public sealed class AdditionalFields(IDictionary<string, object?> fields) : ReadOnlyDictionary<string, object?>(fields)
{
    /// <summary>The fields as PowerShell shows an object in text: <c>@{isIsolated=False; fee=0.1}</c>; nothing when there are none.</summary>
    public override string ToString() =>
        Count == 0 ? "" : $"@{{{string.Join("; ", this.Select(field => string.Format(CultureInfo.InvariantCulture, "{0}={1}", field.Key, field.Value)))}}}";
}
