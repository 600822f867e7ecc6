using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Tests.Errors;

public sealed class BanMessageTests
{
    private static readonly DateTimeOffset Date = DateTimeOffset.FromUnixTimeMilliseconds(1_780_315_200_000);

    [Theory]
    [InlineData("IP banned until 99999999999.", null)]
    [InlineData("IP banned until 100000000000.", 100_000_000_000L)]
    [InlineData("IP banned until 1558941374745. Please use the websocket.", 1_558_941_374_745L)]
    [InlineData("Way too much (2400 in 1780318700000); IP BANNED until 1780318800000.", 1_780_318_800_000L)]
    [InlineData("IP banned until 99999999999999", 99_999_999_999_999L)]
    [InlineData("IP banned until 100000000000000", null)]
    [InlineData("IP banned until later.", null)]
    [InlineData("Way too many requests until 1780318800000.", null)]
    [InlineData("", null)]
    public void The_end_is_a_number_of_milliseconds_behind_the_word(string message, long? end) =>
        Assert.Equal(end, BanMessage.EndOf(new ApiError(-1003, message)));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(0, null, null)]
    [InlineData(-5, null, null)]
    [InlineData(600, null, 600)]
    [InlineData(600, -100, 600)]
    [InlineData(null, -100, null)]
    [InlineData(null, 3_600, 3_600)]
    [InlineData(7_200, 3_600, 7_200)]
    [InlineData(600, 3_600, 3_600)]
    [InlineData(259_200, null, 259_200)]
    [InlineData(259_201, null, 259_200)]
    [InlineData(null, 259_201, 259_200)]
    public void The_longer_announcement_counts_and_none_is_believed_beyond_three_days(int? retryAfter, int? announced, int? expected)
    {
        ApiError? error = announced is null ? null : new ApiError(-1003, $"IP banned until {Date.AddSeconds(announced.Value).ToUnixTimeMilliseconds()}.");

        TimeSpan? length = BanMessage.LengthOf(error, retryAfter is null ? null : TimeSpan.FromSeconds(retryAfter.Value), Date);

        Assert.Equal(expected, (int?)length?.TotalSeconds);
    }
}
