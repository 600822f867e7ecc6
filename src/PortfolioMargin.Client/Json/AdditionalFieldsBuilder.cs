namespace PortfolioMargin.Client.Json;

/// <summary>
/// Gathers the undocumented fields of one row after the other. Rows whose only such field is the same flag
/// (<c>"isIsolated": false</c> is what the exchange is known to send) share one read-only dictionary.
/// </summary>
internal sealed class AdditionalFieldsBuilder
{
    private string? _onlyName;
    private object? _onlyValue;
    private Dictionary<string, object?>? _several;
    private AdditionalFields? _lastFalse;
    private AdditionalFields? _lastTrue;

    /// <summary>Whether the row has such a field already.</summary>
    public bool Contains(string name) => _several?.ContainsKey(name) ?? _onlyName == name;

    /// <summary>Adds a field to the row.</summary>
    public void Add(string name, object? value)
    {
        if (_several is not null)
        {
            _several.Add(name, value);
        }
        else if (_onlyName is not null)
        {
            _several = new Dictionary<string, object?> { [_onlyName] = _onlyValue, [name] = value };
        }
        else
        {
            (_onlyName, _onlyValue) = (name, value);
        }
    }

    /// <summary>The row's fields, or <see langword="null"/> when it has none; then begins the next row.</summary>
    public AdditionalFields? Take()
    {
        AdditionalFields? taken = this switch
        {
            { _several: { } several } => new AdditionalFields(several),
            { _onlyName: null } => null,
            { _onlyValue: true } => _lastTrue = Share(_lastTrue, _onlyName, _onlyValue),
            { _onlyValue: false } => _lastFalse = Share(_lastFalse, _onlyName, _onlyValue),
            _ => Single(_onlyName, _onlyValue),
        };
        (_onlyName, _onlyValue, _several) = (null, null, null);
        return taken;
    }

    private static AdditionalFields Share(AdditionalFields? last, string name, object? value) =>
        last is not null && last.ContainsKey(name) ? last : Single(name, value);

    private static AdditionalFields Single(string name, object? value) =>
        new(new Dictionary<string, object?>(1) { [name] = value });
}
