using System.Net.Http.Headers;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Http;

/// <summary>Reads <c>Retry-After</c>, which comes in seconds or as a date.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long to wait from now, from one second to three days; <see langword="null"/> when the response does not say, or says
    /// more than the longest documented ban.
    /// </summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="exchangeNow">The exchange's clock now: a date is one of its clock, not of ours.</param>
    /// <param name="onIgnored">Is told, in a sentence, when a header was ignored.</param>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset exchangeNow, Action<string> onIgnored)
    {
        RetryConditionHeaderValue? value = headers.RetryAfter;
        TimeSpan? wait = value?.Delta ?? (value?.Date is { } date && ServerDate.IsPlausible(date) ? date - exchangeNow : null);
        if (wait is null ? headers.Contains("Retry-After") : wait > BanMessage.LongestBan)
        {
            onIgnored("A response's Retry-After header asks for an impossible wait, and was ignored.");
            return null;
        }

        return wait < Shortest ? Shortest : wait;
    }
}
