using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Tests.Errors;

public sealed class DisplayFormatTests
{
    [Theory]
    [InlineData("00:00:00", "0 ms")]
    [InlineData("00:00:00.999", "999 ms")]
    [InlineData("00:00:01", "1 s")]
    [InlineData("00:00:12.34", "12.3 s")]
    [InlineData("00:01:00", "1 min")]
    [InlineData("00:02:05", "2 min 5 s")]
    [InlineData("00:59:59", "59 min 59 s")]
    [InlineData("01:00:00", "1 h")]
    [InlineData("-01:03:00", "1 h 3 min")]
    [InlineData("1.00:00:00", "1 d")]
    [InlineData("2.01:30:00", "2 d 1 h")]
    public void A_duration_is_said_in_its_two_greatest_units(string duration, string said) =>
        Assert.Equal(said, DisplayFormat.Duration(TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture)));
}
