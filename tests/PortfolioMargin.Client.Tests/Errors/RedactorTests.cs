using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>How much of what was sent must stand in a text to be taken out, and how much is taken.</summary>
public sealed class RedactorTests
{
    private const string ApiKey = "AbCdEfGhIjKlMnOpQrStUvWxYz.0123456789";
    private const string Query = "symbol=BNBBTC&timestamp=1780315200000&signature=Zm9v%2Fbar.z%3D%3D";

    [Theory]
    [InlineData("The key AbCdEfG is unknown.", "The key AbCdEfG is unknown.")]
    [InlineData("The key AbCdEfGh is unknown.", "The key (removed) is unknown.")]
    [InlineData("The key " + ApiKey + "!", "The key (removed)!")]
    [InlineData("The key abcdefghijkl is unknown.", "The key (removed) is unknown.")]
    [InlineData("The key ABCDEFGH is unknown.", "The key (removed) is unknown.")]
    [InlineData("AbCdEfGhI, abcdefgh and " + ApiKey, "(removed), (removed) and (removed)")]
    [InlineData("symbol=BNBBTC&times was sent", "symbol=BNBBTC&times was sent")]
    [InlineData("symbol=BNBBTC&timest was sent", "(removed) was sent")]
    [InlineData("Zm9v%2F was wrong", "Zm9v%2F was wrong")]
    [InlineData("Zm9v%2Fb was wrong", "(removed) was wrong")]
    [InlineData("Zm9v/bar.z== was wrong", "(removed) was wrong")]
    [InlineData("signature=of.another&x=1", "signature=(removed)&x=1")]
    [InlineData("SIGNATURE : \"of.another\"", "signature=(removed)\"")]
    public void What_is_long_enough_to_tell_something_is_taken_out_wherever_it_stands(string text, string clean) =>
        Assert.Equal(clean, new Redactor(ApiKey, Query).Clean(text));

    [Fact]
    public void A_text_is_cleaned_before_it_is_cut()
    {
        string text = new string('.', Redactor.MaximumLength - 4) + ApiKey;

        Assert.DoesNotContain("AbC", new Redactor(ApiKey, Query).Clean(text), StringComparison.Ordinal);
    }
}
