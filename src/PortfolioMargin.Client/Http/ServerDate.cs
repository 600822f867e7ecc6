using System.Net.Http.Headers;

namespace PortfolioMargin.Client.Http;

/// <summary>Reads the time at which the exchange answered, and refuses to believe an impossible one.</summary>
internal static class ServerDate
{
    /// <summary>No response is older than the exchange: it opened in July 2017.</summary>
    private static readonly DateTimeOffset Earliest = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>No response is younger.</summary>
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The response's <c>Date</c>; <see langword="null"/> when there is none that can be believed.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="onIgnored">Is told, in a sentence, when a header was ignored.</param>
    public static DateTimeOffset? Read(HttpResponseHeaders headers, Action<string> onIgnored)
    {
        DateTimeOffset? date = headers.Date;
        if (date is null ? headers.Contains("Date") : !IsPlausible(date.Value))
        {
            onIgnored("A response's Date header tells an impossible time, and was ignored.");
            return null;
        }

        return date;
    }

    /// <summary>Whether a time that the exchange tells can be one of its clock, however wrong this machine's clock is.</summary>
    public static bool IsPlausible(DateTimeOffset time) => time >= Earliest && time < Latest;

    /// <summary>A time in ticks, moved into the range of times that can be believed.</summary>
    public static DateTimeOffset Clamp(long utcTicks) =>
        new(Math.Max(Earliest.UtcTicks, Math.Min(utcTicks, Latest.UtcTicks - 1)), TimeSpan.Zero);
}
