using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>Status and text for error codes. Source: the API's error code page.</summary>
internal static class ErrorTexts
{
    public static ExchangeError For(int code) => code switch
    {
        -1000 => new(500, code, "An unknown error occurred while processing the request."),
        -1001 => new(503, code, "Internal error; unable to process your request. Please try again."),
        -1002 => new(401, code, "You are not authorized to execute this request."),
        -1003 => new(429, code, "Too many requests queued."),
        -1006 => new(500, code, "An unexpected response was received from the message bus. Execution status unknown."),
        -1007 => new(504, code, "Timeout waiting for response from backend server. Send status unknown; execution status unknown."),
        -1008 => new(503, code, "Server is currently overloaded with other requests. Please try again in a few minutes."),
        -1016 => new(503, code, "This service is no longer available."),
        -1021 => ExchangeError.TimestampStale,
        -1022 => ExchangeError.WrongSignature,
        -1023 => ExchangeError.StartAfterEnd,
        -1127 => ExchangeError.IntervalTooLong(TimeSpan.FromDays(30)),
        -1121 => new(400, code, "Invalid symbol."),
        -2014 => ExchangeError.MalformedKey,
        -2015 => ExchangeError.UnknownKey,
        _ => new(400, code, FormattableString.Invariant($"Error {code}.")),
    };
}
