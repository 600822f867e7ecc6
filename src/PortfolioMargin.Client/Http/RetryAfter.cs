using System.Net.Http.Headers;

namespace PortfolioMargin.Client.Http;

/// <summary>Reads <c>Retry-After</c>, which comes in seconds or as a date.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait from now, at least a second; <see langword="null"/> when the answer does not say.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="exchangeNow">The exchange's clock now: a date is one of its clock, not of ours.</param>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset exchangeNow)
    {
        RetryConditionHeaderValue? value = headers.RetryAfter;
        TimeSpan? wait = value?.Delta ?? value?.Date - exchangeNow;
        return wait < Shortest ? Shortest : wait;
    }
}
