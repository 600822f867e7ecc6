using System.Globalization;

namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>An error as the exchange words it. Sources: the API's error code page and general information.</summary>
internal sealed record ExchangeError(int Status, int Code, string Message)
{
    public const int TooManyRequestsCode = -1003;

    private const int BadRequest = 400;
    private const int Unauthorized = 401;

    public static ExchangeError MalformedKey { get; } = new(Unauthorized, -2014, "API-key format invalid.");

    public static ExchangeError UnknownKey { get; } = new(Unauthorized, -2015, "Invalid API-key, IP, or permissions for action.");

    public static ExchangeError TimestampAhead { get; } = new(BadRequest, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static ExchangeError TimestampStale { get; } = new(BadRequest, -1021, "Timestamp for this request is outside of the recvWindow.");

    public static ExchangeError WrongSignature { get; } = new(BadRequest, -1022, "Signature for this request is not valid.");

    public static ExchangeError StartAfterEnd { get; } = new(BadRequest, -1023, "Start time is greater than end time.");

    public static ExchangeError DuplicateParameter { get; } = new(BadRequest, -1101, "Duplicate values for a parameter detected.");

    public static ExchangeError ReceiveWindowTooLarge { get; } = new(BadRequest, -1131, "recvWindow must be less than 60000");

    public static ExchangeError IllegalCharacters(string parameter) =>
        new(BadRequest, -1100, $"Illegal characters found in parameter '{parameter}'; legal range is '^[0-9]{{1,20}}$'.");

    public static ExchangeError Missing(string parameter) =>
        new(BadRequest, -1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    public static ExchangeError UnknownParameters(int read, int sent) =>
        new(BadRequest, -1104, FormattableString.Invariant($"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{sent}'."));

    public static ExchangeError Empty(string parameter) => new(BadRequest, -1105, $"Parameter '{parameter}' was empty.");

    public static ExchangeError OutOfRange(string parameter) => new(BadRequest, -1130, $"Data sent for parameter '{parameter}' is not valid.");

    public static ExchangeError IntervalTooLong(TimeSpan limit) => new(BadRequest, -1127, $"More than {InWords(limit)} between startTime and endTime.");

    public static ExchangeError UnknownPath(string path, string method) => new(404, -5000, $"Path {path}, Method {method} is invalid");

    public static ExchangeError WrongMethod(string path, string method) => new(405, -5000, $"Path {path}, Method {method} is invalid");

    private static string InWords(TimeSpan limit) =>
        limit.Ticks % TimeSpan.TicksPerDay == 0 ? $"{Number(limit.Days)} days"
        : limit.Ticks % TimeSpan.TicksPerHour == 0 ? $"{Number((long)limit.TotalHours)} hours"
        : $"{Number((long)limit.TotalMilliseconds)} milliseconds";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
