namespace PortfolioMargin.Client.Errors;

/// <summary>Says in words what came of an attempt or a call.</summary>
internal static class FailureText
{
    /// <summary>A few words, for a verbose line: <c>503 Service Unavailable (-1008)</c>.</summary>
    public static string Brief(Failure failure) =>
        FailureTable.RuleFor(failure).Brief is { } brief && failure.Error != TransportError.None ? brief
        : failure.ApiError is { } error ? FormattableString.Invariant($"{DisplayFormat.Status(failure.StatusCode ?? 0)} ({error.Code})")
        : DisplayFormat.Status(failure.StatusCode ?? 0);

    /// <summary>
    /// The message of the exception for a call: what is wrong in plain words, the code and the exchange's words, what explains it, and
    /// then the request: <c>The exchange rejected the signature (-1022: …). GET /papi/v1/…, tried once, 61 ms.</c>
    /// </summary>
    public static string MessageOf(FailedCall call)
    {
        string words = Words(call.Last) is { Length: > 0 } text ? $" ({text})" : "";
        string fact = call.Rule.Fact(call) is { } sentence ? sentence + ". " : "";
        string way = call is { Proxy: { } proxy, Attempts: > 0, Last.ApiError: null } ? $"The proxy on the way is {proxy}. " : "";
        return $"{call.Rule.What(call)}{words}. {fact}{way}{call.Request}{Tried(call)}.";
    }

    /// <summary>Until when the exchange wants to be left alone.</summary>
    public static string Until(FailedCall call) => call.Until is { } until ? DisplayFormat.Moment(until) : "an unknown time";

    /// <summary>How far this machine's clock is off.</summary>
    public static string ClockOf(TimeSpan? offset) => offset switch
    {
        null => "The clock difference is unknown: the answer had no usable Date header",
        { Ticks: 0 } => "This machine's clock agrees with the exchange's to the second",
        { } off => $"This machine's clock is about {DisplayFormat.Duration(TimeSpan.FromSeconds(Math.Round(off.TotalSeconds, MidpointRounding.AwayFromZero)))} {(off < TimeSpan.Zero ? "ahead of" : "behind")} the exchange's",
    };

    /// <summary>The exchange's code and words; without a code, the status and what is known of the answer or the error.</summary>
    private static string Words(Failure failure) => failure switch
    {
        { ApiError: { Message.Length: > 0 } error } => FormattableString.Invariant($"{error.Code}: {error.Message.TrimEnd('.')}"),
        { ApiError: { } error } => FormattableString.Invariant($"{error.Code}"),
        { Error: TransportError.NotAPage } => $"content type {failure.ContentType ?? "none"}{(failure.Detail is { } detail ? ": " + detail.TrimEnd('.') : "")}",
        { Error: TransportError.FieldUnreadable } => "",
        { Detail: { Length: > 0 } detail } => detail.TrimEnd('.'),
        { Error: TransportError.None, StatusCode: { } status, ContentType: "text/html" } => DisplayFormat.Status(status) + " with an HTML page",
        { Error: TransportError.None, StatusCode: { } status } => DisplayFormat.Status(status),
        _ => "",
    };

    /// <summary>How often and for how long it was tried.</summary>
    private static string Tried(FailedCall call) => call.Attempts switch
    {
        0 => " was not sent",
        1 => $", tried once, {DisplayFormat.Duration(call.Elapsed)}",
        _ => FormattableString.Invariant($", tried {call.Attempts} times in {DisplayFormat.Duration(call.Elapsed)}"),
    };
}
