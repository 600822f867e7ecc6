using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class ApiKeyTextTests
{
    [Theory]
    [InlineData("vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A", "vmPU…Eh8A")]
    [InlineData("abcdefghijkl", "abcd…ijkl")]
    [InlineData("abcdefghijk", "********")]
    [InlineData("a", "********")]
    [InlineData("", "********")]
    public void A_key_is_shown_by_its_ends_only(string key, string shown) => Assert.Equal(shown, ApiKeyText.Mask(key));

    [Theory]
    [InlineData("  abcd1234\r\n")]
    [InlineData("\uFEFFabcd1234")]
    [InlineData("\tabcd1234\u00A0")]
    [InlineData("\"abcd1234\"")]
    [InlineData("'abcd1234'\r\n")]
    [InlineData("“abcd1234”")]
    public void What_is_around_a_key_is_cut_off(string key) => Assert.Equal("abcd1234", ApiKeyText.Normalize(key));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n", "empty")]
    [InlineData("abcd 1234", "character 5 of 9")]
    [InlineData(" abcd\r1234", "character 5 of 9")]
    [InlineData("abcd\u00fc1234", "character 5 of 9")]
    [InlineData("abcd'1234", "a quotation mark inside, at character 5 of 9")]
    [InlineData("abcd1234\"", "a quotation mark inside, at character 9 of 9")]
    public void A_key_that_cannot_be_one_is_refused_without_being_shown(string key, string problem)
    {
        var error = Assert.Throws<InvalidParameterException>(() => ApiKeyText.Normalize(key));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcd", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", error.Message, StringComparison.Ordinal);
    }
}
