using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioMargin.Client.Json;

/// <summary>What the exchange says of a request it refuses: <c>{"code":-1121,"msg":"Invalid symbol."}</c>.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">The exchange's words, which vary: one line, cut to <see cref="ApiErrorReader.MaximumMessageLength"/> characters.</param>
internal sealed record ApiError(int Code, string Message);

/// <summary>Reads an error's body.</summary>
internal static class ApiErrorReader
{
    /// <summary>The longest message kept, in characters.</summary>
    public const int MaximumMessageLength = 300;

    /// <summary>Reads an error's body, or <see langword="null"/> when it is something else (a proxy's page, half an answer, nothing).</summary>
    public static ApiError? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            ApiErrorBody? body = JsonSerializer.Deserialize(Utf8Text.WithoutMark(utf8), WireContext.Default.ApiErrorBody);
            return body?.Code is { } code
                ? new ApiError(code, Excerpt.OfText(body.Message ?? "", MaximumMessageLength))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The error body as it is on the wire.</summary>
internal sealed class ApiErrorBody
{
    /// <summary>The code.</summary>
    [JsonPropertyName("code")]
    public int? Code { get; init; }

    /// <summary>The message.</summary>
    [JsonPropertyName("msg")]
    public string? Message { get; init; }
}

/// <summary>Serializers made at compile time: no reflection when the first error is read.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString, MaxDepth = ForceOrderPageReader.MaximumDepth)]
[JsonSerializable(typeof(ApiErrorBody))]
internal sealed partial class WireContext : JsonSerializerContext;
