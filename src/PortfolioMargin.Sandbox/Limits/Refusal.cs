using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Limits;

/// <summary>What a client is told that used too much weight.</summary>
internal static class Refusal
{
    private const int TooManyRequests = 429;
    private const int Banned = 418;

    public static Answer Of(MeterReading reading, SandboxOptions options, DateTimeOffset now)
    {
        Answer answer = reading.State == MeterState.Banned ? Ban(reading.Until) : Limit(options.WeightLimit, options.WeightInterval);
        return answer.WithRetryAfter(reading.Until - now);
    }

    /// <summary>HTTP 429, without <c>Retry-After</c>.</summary>
    public static Answer Limit(int limit, TimeSpan interval) => Answer.Of(new ExchangeError(
        TooManyRequests,
        ExchangeError.TooManyRequestsCode,
        FormattableString.Invariant($"Too much request weight used; current limit is {limit} request weight per {WeightHeader.InWords(interval)}. Please use WebSocket Streams for live updates to avoid polling the API.")));

    /// <summary>HTTP 418, without <c>Retry-After</c>.</summary>
    public static Answer Ban(DateTimeOffset until) => Answer.Of(new ExchangeError(
        Banned,
        ExchangeError.TooManyRequestsCode,
        FormattableString.Invariant($"Way too much request weight used; IP banned until {until.ToUnixTimeMilliseconds()}. Please use WebSocket Streams for live updates to avoid bans.")));
}
