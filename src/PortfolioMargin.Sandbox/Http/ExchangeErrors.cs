using System.Globalization;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>An error as the exchange words it.</summary>
internal sealed record ExchangeError(int Status, int Code, string Message);

/// <summary>Every error that the exchange answers with. Sources: the API's error code page and its general information on HTTP return codes.</summary>
internal static class ExchangeErrors
{
    private const int BadRequest = 400;
    private const int TooManyRequests = -1003;

    private static readonly Dictionary<int, (int Status, string Message)> Codes = new()
    {
        [-1000] = (500, "An unknown error occurred while processing the request."),
        [-1001] = (503, "Internal error; unable to process your request. Please try again."),
        [-1002] = (401, "You are not authorized to execute this request."),
        [TooManyRequests] = (429, "Too many requests queued."),
        [-1006] = (500, "An unexpected response was received from the message bus. Execution status unknown."),
        [-1007] = (504, "Timeout waiting for response from backend server. Send status unknown; execution status unknown."),
        [-1008] = (503, "Server is currently overloaded with other requests. Please try again in a few minutes."),
        [-1011] = (BadRequest, "This IP cannot access this route."),
        [-1016] = (503, "This service is no longer available."),
        [-1021] = (BadRequest, "Timestamp for this request is outside of the recvWindow."),
        [-1022] = (BadRequest, "Signature for this request is not valid."),
        [-1023] = (BadRequest, "Start time is greater than end time."),
        [-1101] = (BadRequest, "Duplicate values for a parameter detected."),
        [-1121] = (BadRequest, "Invalid symbol."),
        [-1127] = (BadRequest, "More than 30 days between startTime and endTime."),
        [-1130] = (BadRequest, "Data sent for parameter 'startTime' is not valid."),
        [-1131] = (BadRequest, "recvWindow must be less than 60000"),
        [-2008] = (BadRequest, "Invalid Api-Key ID."),
        [-2014] = (401, "API-key format invalid."),
        [-2015] = (401, "Invalid API-key, IP, or permissions for action."),
        [-4047] = (BadRequest, "Time interval must be within 0-7 days"),
        [-4166] = (BadRequest, "Search window is restricted to recent 90 days only."),
        [-5000] = (404, "Path /papi/v1/margin/forceOrders, Method GET is invalid"),
        [-6021] = (BadRequest, "Query time range too large."),
        [-21001] = (BadRequest, "User ID is not a portfolio margin account."),
        [-21007] = (BadRequest, "User is in liquidation."),
        [51169] = (BadRequest, "The margin service cannot serve this request."),
    };

    public static ExchangeError TimestampAhead { get; } = new(BadRequest, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    /// <summary>The error of a code, with the status and the words that belong to it.</summary>
    public static ExchangeError Of(int code) => Codes.TryGetValue(code, out (int Status, string Message) known)
        ? new(known.Status, code, known.Message)
        : new(BadRequest, code, FormattableString.Invariant($"Error {code}."));

    public static ExchangeError IllegalCharacters(string parameter) =>
        new(BadRequest, -1100, $"Illegal characters found in parameter '{parameter}'; legal range is '^[0-9]{{1,20}}$'.");

    public static ExchangeError Missing(string parameter) =>
        new(BadRequest, -1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    public static ExchangeError UnknownParameters(int read, int sent) =>
        new(BadRequest, -1104, FormattableString.Invariant($"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{sent}'."));

    public static ExchangeError Empty(string parameter) => new(BadRequest, -1105, $"Parameter '{parameter}' was empty.");

    public static ExchangeError OutOfRange(string parameter) => new(BadRequest, -1130, $"Data sent for parameter '{parameter}' is not valid.");

    public static ExchangeError WindowTooLong(TimeSpan limit) => new(BadRequest, -1127, $"More than {InWords(limit)} between startTime and endTime.");

    public static ExchangeError UnknownPath(string path, string method) => new(404, -5000, $"Path {path}, Method {method} is invalid");

    public static ExchangeError WrongMethod(string path, string method) => new(405, -5000, $"Path {path}, Method {method} is invalid");

    /// <summary>HTTP 429 of a client that used too much weight.</summary>
    /// <param name="limit">The weight that is allowed.</param>
    /// <param name="interval">In what time, for example <c>1 MINUTE</c>.</param>
    public static ExchangeError WeightLimit(int limit, string interval) => new(
        429,
        TooManyRequests,
        FormattableString.Invariant($"Too much request weight used; current limit is {limit} request weight per {interval}. Please use WebSocket Streams for live updates to avoid polling the API."));

    /// <summary>HTTP 418 of a client that went on after a 429.</summary>
    public static ExchangeError Ban(DateTimeOffset until) => new(
        418,
        TooManyRequests,
        FormattableString.Invariant($"Way too much request weight used; IP banned until {until.ToUnixTimeMilliseconds()}. Please use WebSocket Streams for live updates to avoid bans."));

    /// <summary>The response that comes with a status: a documented text, or a short page for people when there is none.</summary>
    /// <param name="status">The status.</param>
    /// <param name="text">Which text, when a status has several; empty for the usual one.</param>
    /// <exception cref="ArgumentException">The status has no such text.</exception>
    public static SandboxResponse ResponseOf(int status, string text) => (status, text) switch
    {
        (500, "") => Response(status, -1000, "Request occur unknown error."),
        (503, "" or "unavailable") => Response(status, -1000, "Service Unavailable."),
        (503, "unknown") => Response(status, -1000, "Unknown error, please check your request or try again later."),
        (503, "internal") => SandboxResponse.Of(Of(-1001)),
        (503, "throttled") => SandboxResponse.Of(Of(-1008)),
        (403, "") => SandboxResponse.HtmlPage(status, "The request could not be satisfied."),
        (502, "") => SandboxResponse.HtmlPage(status, "Bad Gateway"),
        (504, "") => SandboxResponse.HtmlPage(status, "Gateway Timeout"),
        (_, "") => SandboxResponse.HtmlPage(status, "Error"),
        _ => throw new ArgumentException($"Status {status} has no text '{text}'.", nameof(text)),
    };

    private static SandboxResponse Response(int status, int code, string message) => SandboxResponse.Of(new ExchangeError(status, code, message));

    private static string InWords(TimeSpan limit) =>
        limit.Ticks % TimeSpan.TicksPerDay == 0 ? $"{Number(limit.Days)} days"
        : limit.Ticks % TimeSpan.TicksPerHour == 0 ? $"{Number((long)limit.TotalHours)} hours"
        : $"{Number((long)limit.TotalMilliseconds)} milliseconds";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
