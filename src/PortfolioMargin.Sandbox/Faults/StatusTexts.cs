using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>The bodies that come with a status. Source: the API's general information on HTTP return codes.</summary>
internal static class StatusTexts
{
    public const string Default = "";

    private const int UnknownError = -1000;
    private const int Disconnected = -1001;
    private const int Throttled = -1008;

    public static Answer For(int status, string text) => (status, text) switch
    {
        (500, Default) => Error(status, UnknownError, "Request occur unknown error."),
        (503, Default or "unavailable") => Error(status, UnknownError, "Service Unavailable."),
        (503, "unknown") => Error(status, UnknownError, "Unknown error, please check your request or try again later."),
        (503, "internal") => Error(status, Disconnected, "Internal error; unable to process your request. Please try again."),
        (503, "throttled") => Error(status, Throttled, ErrorTexts.For(Throttled).Message),
        (403, Default) => Html(status, "The request could not be satisfied."),
        (502, Default) => Html(status, "Bad Gateway"),
        (504, Default) => Html(status, "Gateway Timeout"),
        (_, Default) => Html(status, "Error"),
        _ => throw new ArgumentException($"Status {status} has no text '{text}'.", nameof(text)),
    };

    public static Answer Html(int status, string text) =>
        Answer.Of(status, Answer.Html, FormattableString.Invariant($"<html><head><title>{status}</title></head><body><h1>{text}</h1></body></html>\n"));

    private static Answer Error(int status, int code, string message) => Answer.Of(new ExchangeError(status, code, message));
}
