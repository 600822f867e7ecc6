using System.Globalization;

namespace PortfolioMargin.Client.Errors;

/// <summary>Reads "… IP banned until 1558941374745 …", which the exchange writes into the message of code -1003.</summary>
internal static class BanMessage
{
    /// <summary>The longest ban that the documentation knows.</summary>
    public static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);

    /// <summary>The shortest ban that the documentation knows. It is assumed when a response does not say how long a ban lasts.</summary>
    public static readonly TimeSpan ShortestBan = TimeSpan.FromMinutes(2);

    private const string Words = "banned";

    /// <summary>Whether an error says that this IP is banned.</summary>
    public static bool IsIn(ApiError error) =>
        error.Code == -1003 && DisplayFormat.Has(error.Message, Words);

    /// <summary>When the ban ends by the exchange's clock, in Unix milliseconds; <see langword="null"/> when the notice does not say.</summary>
    public static long? EndOf(ApiError error)
    {
        int start = error.Message.IndexOf(Words, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        string digits = new([.. error.Message.Skip(start).SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit)]);
        return digits.Length is >= 12 and <= 14
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long end)
                ? end
                : null;
    }

    /// <summary>
    /// How long a ban lasts: the longer of what <c>Retry-After</c> and the message say; <see langword="null"/> when neither says it.
    /// No ban is taken to be longer than the longest documented one.
    /// </summary>
    /// <param name="error">The error, if the response holds one.</param>
    /// <param name="retryAfter">The response's <c>Retry-After</c>.</param>
    /// <param name="date">The exchange's clock when it answered.</param>
    public static TimeSpan? LengthOf(ApiError? error, TimeSpan? retryAfter, DateTimeOffset date)
    {
        TimeSpan length = retryAfter ?? TimeSpan.Zero;
        if (error is not null && EndOf(error) is { } end)
        {
            var announced = TimeSpan.FromMilliseconds(end - date.ToUnixTimeMilliseconds());
            length = announced > length ? announced : length;
        }

        return length <= TimeSpan.Zero ? null : length > LongestBan ? LongestBan : length;
    }
}
