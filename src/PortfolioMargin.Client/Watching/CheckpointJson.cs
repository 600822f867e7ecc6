using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PortfolioMargin.Client.Endpoints;
using static System.FormattableString;

namespace PortfolioMargin.Client.Watching;

/// <summary>
/// A checkpoint as JSON that a person can read. What a version of this module does not know it passes over, so a new property needs no new
/// version; a version is counted up when an older module would go wrong.
/// </summary>
internal static class CheckpointJson
{
    /// <summary>What is written, and the latest that is read.</summary>
    public const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Nothing here becomes part of a page: the mask of a key and the symbols need no escapes beyond what JSON itself asks for.
    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a checkpoint.</summary>
    public static byte[] Write(Checkpoint checkpoint)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("account", checkpoint.Owner.Account);
            json.WriteString("exchange", checkpoint.Owner.Exchange);
            json.WriteString("symbol", checkpoint.Owner.Symbol);
            json.WriteString("autoCloseType", checkpoint.Owner.AutoCloseType?.ToString());
            json.WriteStartObject("markets");
            foreach (KeyValuePair<ForceOrderMarket, MarketProgress> market in checkpoint.Markets.OrderBy(market => market.Key))
            {
                Write(json, market.Key, market.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The checkpoint in a file's bytes.</summary>
    /// <exception cref="FormatException">It is none, or of a later version. The message completes a sentence that names the file.</exception>
    public static Checkpoint Read(byte[] bytes)
    {
        int version;
        try
        {
            using var stream = new MemoryStream(bytes);
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            version = root.GetProperty("version").GetInt32();
            if (version is >= 1 and <= Version)
            {
                return new Checkpoint(OwnerIn(root), root.GetProperty("markets").EnumerateObject().ToDictionary(market => MarketOf(market.Name), market => ProgressOf(market.Value)));
            }
        }
        catch (Exception damage) when (damage is JsonException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("it is not a checkpoint, or it is damaged.", damage);
        }

        throw new FormatException(Invariant($"it is of version {version}, and this module knows version {Version}. A newer module has written it."));
    }

    private static void Write(Utf8JsonWriter json, ForceOrderMarket market, MarketProgress progress)
    {
        json.WriteStartObject(market.ToString());
        if (progress.Began is { } began)
        {
            json.WriteString("began", TextOf(began));
            json.WriteEndObject();
            return;
        }

        json.WriteString("completeUntil", TextOf(progress.CompleteUntil));
        json.WriteString("knownFrom", TextOf(progress.From));
        json.WriteStartObject("orders");
        foreach (IGrouping<string, KeyValuePair<RowKey, long>> symbol in progress.Seen.Orders.GroupBy(order => order.Key.Symbol))
        {
            json.WriteStartObject(symbol.Key);
            foreach (KeyValuePair<RowKey, long> order in symbol)
            {
                json.WriteString(order.Key.OrderId.ToString(CultureInfo.InvariantCulture), TextOf(order.Value));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static CheckpointOwner OwnerIn(JsonElement root) => new(
        TextOf(root, "account"), TextOf(root, "exchange"), OptionalTextOf(root, "symbol"), TypeOf(OptionalTextOf(root, "autoCloseType")));

    private static MarketProgress ProgressOf(JsonElement market) => market.TryGetProperty("began", out JsonElement began) ? MarketProgress.Beginning(TimeOf(began)) : new(
        TimeOf(market.GetProperty("knownFrom")),
        TimeOf(market.GetProperty("completeUntil")),
        new SeenOrders(market.GetProperty("orders").EnumerateObject().SelectMany(OrdersOf)));

    private static IEnumerable<KeyValuePair<RowKey, long>> OrdersOf(JsonProperty symbol) => symbol.Value.EnumerateObject().Select(order =>
        new KeyValuePair<RowKey, long>(new RowKey(symbol.Name, long.Parse(order.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)), TimeOf(order.Value)));

    private static string TextOf(JsonElement owner, string name) => OptionalTextOf(owner, name) ?? throw new JsonException();

    private static string? OptionalTextOf(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string TextOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static long TimeOf(JsonElement value) =>
        DateTimeOffset.ParseExact(value.GetString() ?? "", TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    private static ForceOrderMarket MarketOf(string name) => WordOf<ForceOrderMarket>(name);

    private static AutoCloseType? TypeOf(string? name) => name is null ? null : WordOf<AutoCloseType>(name);

    private static TWord WordOf<TWord>(string name)
        where TWord : struct, Enum => Enum.TryParse(name, out TWord word) ? word : throw new JsonException();
}
