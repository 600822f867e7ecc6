using System.Globalization;

namespace PortfolioMargin.Client.Errors;

/// <summary>Reads "… IP banned until 1558941374745 …", which the exchange writes into the message of code -1003.</summary>
internal static class BanMessage
{
    /// <summary>The longest ban the documentation knows; a notice that says more is not believed beyond it.</summary>
    public static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);

    /// <summary>The shortest ban the documentation knows, taken when an answer does not say how long.</summary>
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

    /// <summary>How long from now a ban lasts: what <c>Retry-After</c> or the notice says, whichever is longer; <see langword="null"/> when neither does.</summary>
    /// <param name="error">What the exchange said.</param>
    /// <param name="retryAfter">The answer's <c>Retry-After</c>.</param>
    /// <param name="exchangeNow">The exchange's clock.</param>
    public static TimeSpan? LengthOf(ApiError? error, TimeSpan? retryAfter, DateTimeOffset exchangeNow)
    {
        TimeSpan length = retryAfter ?? TimeSpan.Zero;
        if (error is not null && EndOf(error) is { } end)
        {
            var noticed = TimeSpan.FromMilliseconds(end - exchangeNow.ToUnixTimeMilliseconds());
            length = noticed > length ? noticed : length;
        }

        return length <= TimeSpan.Zero ? null : length > LongestBan ? LongestBan : length;
    }
}
